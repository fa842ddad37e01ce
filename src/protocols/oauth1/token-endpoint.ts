/** One signed request to an endpoint of the sign-in: sent again once if only the clock was wrong, and every failure told as our own error. */
import { CountersignError } from '../../core/errors';
import { firstBytes } from '../../core/first-bytes';
import { shownDetails } from '../../core/shown-text';
import type { Context, Outgoing } from '../../core/protocol';
import type { OAuth1Service } from '../../core/oauth1-service';
import type { Parameters } from '../../core/service-base';
import { safeUrl } from '../../core/urls';
import { learnSkew } from './clock-skew';
import { refusalCode, type Endpoint } from './refusal';
import { ERROR_BYTES, findErrorIn200, findServiceError, type ServiceError } from './service-error';
import { signAs, type Token } from './signing';

export interface Call {
  readonly endpoint: Endpoint;
  readonly url: string;
  /** POST unless told. */
  readonly method?: 'GET' | 'POST' | undefined;
  /** The request token or access token and its secret; none while there is no token. */
  readonly token?: Token;
  /** Further protocol parameters: the callback, the verifier. */
  readonly further?: Readonly<Record<string, string>>;
  /** The request's own parameters: in the query of a GET, in the form of a POST. */
  readonly own?: Parameters | undefined;
  /** The service's clock minus ours, in seconds. */
  readonly skewSeconds?: number;
  /** Above 1: the same call may have arrived before. */
  readonly attempt?: number;
  /** How much of the answer is read, in bytes; 8 KB unless told. */
  readonly mostBytes?: number;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  /** With which the call succeeded. */
  readonly skewSeconds: number;
}

/** The answer of a service that refused, before it becomes an error. */
export type Refused = { readonly status: number; readonly error: ServiceError };

interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/**
 * Calls an endpoint.
 *
 * @param accept tells for a refusal whether it is as good as success
 * @throws CountersignError by the table of `refusalCode` when the service refuses, `service_unreachable` when there is no answer,
 *   `reply_invalid` when it redirects, `insecure_endpoint` when the URL is not https, `key_invalid`
 */
export async function callEndpoint(
  context: Context<OAuth1Service>,
  call: Call,
  accept: (refused: Refused) => boolean = () => false,
): Promise<Answer> {
  let skewSeconds = call.skewSeconds ?? 0;
  let received = await send(context, call, skewSeconds);
  let error = errorIn(context, received);
  const learnt = error && learnSkew(received.status, received.headers, error, context.clock, skewSeconds);
  if (learnt !== undefined) {
    skewSeconds = learnt;
    received = await send(context, call, skewSeconds);
    error = errorIn(context, received);
  }
  const { status, body } = received;
  if (error && !accept({ status, error })) {
    const { app } = context;
    const sent = [app.clientSecret, call.token?.tokenSecret, call.token?.token, app.clientId, ...secretsIn(call.further)];
    throw new CountersignError(refusalCode(call.endpoint, status, error, call.attempt ?? 1), shownDetails(status, error, sent));
  }
  if (!error && (status < 200 || status > 299)) throw new CountersignError('reply_invalid', { status });
  return { status, body, skewSeconds };
}

function secretsIn(further: Call['further'] = {}): (string | undefined)[] {
  return [further['oauth_verifier'], further['oauth_session_handle']];
}

async function send(context: Context<OAuth1Service>, call: Call, skewSeconds: number): Promise<Received> {
  const { method = 'POST', own = {} } = call;
  const url = safeUrl(call.url);
  // Some services answer with a page unless asked for data; token endpoints answer with a form whatever is asked.
  const headers = new Headers(call.endpoint === 'identity' ? { accept: 'application/json' } : {});
  const named = Object.entries(own);
  const request: Outgoing = {
    method,
    url,
    headers,
    ...(method === 'POST' && named.length > 0 && { body: new URLSearchParams(own) }),
  };
  if (method === 'GET') for (const [name, value] of named) url.searchParams.append(name, value);
  const signed = await signAs(context, request, call.token ?? {}, skewSeconds, { further: call.further });
  try {
    const response = await context.http(signed);
    return {
      status: response.status,
      headers: response.headers,
      body: await firstBytes(response, call.mostBytes ?? ERROR_BYTES),
    };
  } catch (error) {
    // `fetch` says TypeError for everything between here and the service; its message may quote the URL.
    if (error instanceof TypeError) throw new CountersignError('service_unreachable', { about: url.host });
    throw error;
  }
}

/** Some services report a problem with status 200. */
function errorIn({ service }: Context<OAuth1Service>, { status, headers, body }: Received): ServiceError | undefined {
  if (status >= 400 || /^\s*oauth_problem=/.test(body)) return findServiceError(headers, body.slice(0, ERROR_BYTES));
  return service.errorsIn200 && status === 200 ? findErrorIn200(headers, body.slice(0, ERROR_BYTES)) : undefined;
}
