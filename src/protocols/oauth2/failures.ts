/** What the protocol library throws, in our codes: the service's status and error code kept, everything secret left out. */
import * as oauth from 'oauth4webapi';
import { CountersignError, isCoded, type Code, type Details } from '../../core/errors';
import { isNoAnswer } from '../../core/no-answer';
import { retryAfter } from '../../core/retry-after';
import { shownDetails } from '../../core/shown-text';
import type { Context } from '../../core/protocol';

/**
 * Runs one exchange with the service and says in our words how it failed.
 * @param sent what the service may quote and nobody may see: codes, tokens, secrets
 * @param refused our code for an error reply by the service's own error code; `service_refused` where it gives none
 */
export async function told<T>(
  { service: { name }, clock }: Pick<Context, 'service' | 'clock'>,
  sent: readonly (string | undefined)[],
  work: () => Promise<T>,
  refused: (error: string) => Code | undefined = () => undefined,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw inOurWords(error, name, sent, refused, clock.now());
  }
}

/** Sends once more when the service wants a nonce in the proof, which it has told by refusing. @see https://www.rfc-editor.org/rfc/rfc9449#section-8 */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!oauth.isDPoPNonceError(error)) throw error;
    return work();
  }
}

function inOurWords(
  error: unknown,
  about: string,
  sent: readonly (string | undefined)[],
  refused: (error: string) => Code | undefined,
  now: number,
): CountersignError {
  if (isCoded(error)) return error;
  if (error instanceof oauth.ResponseBodyError) {
    const shown = shownDetails(error.status, { code: error.error, text: error.error_description }, sent);
    const details = { about, ...shown, ...retryAfter(error.response, now) };
    const known = refused(error.error) ?? commonCode(error.error);
    return new CountersignError(known ?? (error.status >= 500 ? 'service_error' : 'service_refused'), details);
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError) {
    const code = error.cause.find((challenge) => challenge.parameters.error)?.parameters.error;
    const aboutApp = code ? isClientError(code) : error.status === 401;
    const details = { about, ...shownDetails(error.status, { code }, sent) };
    const known = code && (refused(code) ?? commonCode(code));
    return new CountersignError(known || (aboutApp ? 'app_refused' : 'service_refused'), details);
  }
  if (error instanceof oauth.OperationProcessingError) return new CountersignError(...unprocessed(error, about, now));
  if (error instanceof oauth.UnsupportedOperationError) return new CountersignError('reply_invalid', { about });
  if (isNoAnswer(error)) {
    return new CountersignError('service_unreachable', { about });
  }
  return new CountersignError('unexpected', { about: error instanceof Error ? error.name : 'error' });
}

/** An answer that the library could not take: an error page, or a reply that breaks the protocol. */
function unprocessed(error: oauth.OperationProcessingError, about: string, now: number): [Code, Details] {
  const { cause } = error;
  if (!(cause instanceof Response)) return ['reply_invalid', { about }];
  const { status } = cause;
  return status >= 400 ? ['service_error', { about, status, ...retryAfter(cause, now) }] : ['reply_invalid', { about, status }];
}

function commonCode(error: string): Code | undefined {
  if (isClientError(error)) return 'app_refused';
  return error === 'invalid_dpop_proof' || error === 'use_dpop_nonce' ? 'key_binding_refused' : undefined;
}

function isClientError(error: string): boolean {
  return error === 'invalid_client' || error === 'unauthorized_client';
}
