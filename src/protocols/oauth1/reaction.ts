/** What an answer of the API means for the account: a clock to learn, a secret to renew, a token that is dead. */
import { CountersignError } from '../../core/errors';
import { shownDetails } from '../../core/shown-text';
import type { Context, Held, Incoming, Outgoing, Reaction } from '../../core/protocol';
import type { OAuth1Service } from '../../core/oauth1-service';
import { learnSkew } from './clock-skew';
import { identified } from './identity';
import { SIGNATURE_CODES } from './refusal';
import type { OAuth1Secret } from './reply';
import { ERROR_BYTES, findErrorIn200, findServiceError, type ServiceError } from './service-error';

/** Of the problem reporting extension; a service's own codes are in its entry. */
const DEAD_TOKEN_CODES: readonly string[] = ['token_revoked', 'token_expired', 'token_rejected'];
/** The nonce is random: a service that has seen it has seen this very request, or counts differently. A fresh one decides. */
const NONCE_CODES: readonly string[] = ['nonce_used', 'nonce_rejected'];

export async function react(
  context: Context<OAuth1Service>,
  held: Held<OAuth1Secret>,
  sent: Outgoing,
  got: Incoming,
): Promise<Reaction> {
  const error = await serviceErrorIn(context.service, got);
  if (!error) return { do: 'deliver' };
  const skewSeconds = learnSkew(got.status, got.headers, error, context.clock, held.notes.skewSeconds ?? 0);
  if (skewSeconds !== undefined) return { do: 'retry', notes: { ...held.notes, skewSeconds } };
  if (error.code !== undefined && NONCE_CODES.includes(error.code) && isSafe(sent)) return { do: 'retry', notes: held.notes };
  const dead = isTokenDead(context.service, got.status, error) || (await isRefusedAnyhow(context, held, error));
  if (!dead) return { do: 'deliver' };
  if (held.facts.renewable) return { do: 'renew' };
  const { app } = context;
  const quoted = [app.clientSecret, held.secret.tokenSecret, held.secret.token, app.clientId];
  const { problem } = new CountersignError('needs_sign_in', {
    about: context.service.name,
    ...shownDetails(got.status, error, quoted),
  });
  return { do: 'sign-in-again', problem };
}

/** What the service said about a request that it refused; nothing when it did not refuse it for its signature or token. */
export async function serviceErrorIn(service: OAuth1Service, got: Incoming): Promise<ServiceError | undefined> {
  if (got.status === 400 || got.status === 401 || got.status === 403)
    return findServiceError(got.headers, await got.peek(ERROR_BYTES));
  return service.errorsIn200 && got.status === 200 ? findErrorIn200(got.headers, await got.peek(ERROR_BYTES)) : undefined;
}

export function isTokenDead(service: OAuth1Service, status: number, { code }: ServiceError): boolean {
  if (code === undefined || (status !== 401 && status !== 403 && !(service.errorsIn200 && status === 200))) return false;
  return DEAD_TOKEN_CODES.includes(code) || (service.deadTokenCodes ?? []).includes(code);
}

/**
 * Whether a signature was refused for the token's sake. A refusal alone does not tell: it may be the caller's doing, such as a query where
 * the service wants none. So the service is asked who the account is, where it can be.
 */
async function isRefusedAnyhow(
  context: Context<OAuth1Service>,
  held: Held<OAuth1Secret>,
  { code }: ServiceError,
): Promise<boolean> {
  const { secret, facts, notes } = held;
  if (code === undefined || !SIGNATURE_CODES.includes(code)) return false;
  if (context.service.identityUrl === undefined || secret.token === undefined) return false;
  try {
    await identified(context, secret, facts, notes.skewSeconds ?? 0);
    return false;
  } catch (failure) {
    return failure instanceof CountersignError && failure.problem.serviceCode === code;
  }
}

/** Whether a request may arrive twice without harm. @see https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2 */
function isSafe({ method }: Outgoing): boolean {
  return /^(?:GET|HEAD|OPTIONS)$/i.test(method);
}
