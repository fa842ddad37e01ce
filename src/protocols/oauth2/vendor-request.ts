/** Requests that a service wants in place of the standard's, made from its entry. */
import { CountersignError } from '../../core/errors';
import type { Held, Outgoing } from '../../core/protocol';
import { fill } from '../../core/template';
import { safeUrl } from '../../core/urls';
import type { VendorRequest } from '../../core/oauth2-service';
import { basicCredentials } from './client-auth';
import type { Ctx } from './client';
import type { OAuth2Secret } from './grant';
import { signed } from './signing';

/**
 * Sends a vendor's request.
 * @throws CountersignError `service_unreachable`, `insecure_endpoint`; a refusal is in the response
 */
export async function sendVendor(context: Ctx, request: VendorRequest, held: Held<OAuth2Secret>): Promise<Response> {
  const { app, service } = context;
  const { accessToken, refreshToken } = held.secret;
  const { clientId, clientSecret } = app;
  const values = { clientId, clientSecret, accessToken, refreshToken, subject: held.facts.subject };
  const url = safeUrl(request.url);
  url.pathname = fill(decodeURI(url.pathname), values, encodeURIComponent);
  const { method, auth, carry = method === 'POST' ? 'form' : 'query' } = request;
  const parameters = Object.entries(request.parameters ?? {}).map(([name, value]): [string, string] => [
    name,
    fill(value, values),
  ]);
  const headers = new Headers({ accept: 'application/json' });
  if (auth === 'basic') headers.set('authorization', basicCredentials(clientId, clientSecret));
  if (carry === 'query') for (const [name, value] of parameters) url.searchParams.set(name, value);
  if (carry === 'json') headers.set('content-type', 'application/json');
  const body = parameters.length === 0 || carry === 'query' ? undefined : bodyOf(carry, parameters);
  const plain: Outgoing = { method, url, headers, ...(body !== undefined && { body }) };
  try {
    return await context.http(auth === 'bearer' ? await signed(context, held, plain) : plain);
  } catch (error) {
    if (error instanceof TypeError) throw new CountersignError('service_unreachable', { about: service.name });
    throw error;
  }
}

/** Whether an app without a secret cannot send it. */
export function needsSecret({ url, auth, parameters = {} }: VendorRequest): boolean {
  return auth === 'basic' || [url, ...Object.values(parameters)].some((text) => text.includes('{clientSecret}'));
}

function bodyOf(carry: 'form' | 'json', parameters: [string, string][]): string | URLSearchParams {
  return carry === 'json' ? JSON.stringify(Object.fromEntries(parameters)) : new URLSearchParams(parameters);
}
