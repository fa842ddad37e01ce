/** What the protocol library throws, in our codes: the service's status and error code kept, everything secret left out. */
import * as oauth from 'oauth4webapi';
import { CountersignError, isCoded, type Code, type Details } from '../../core/errors';

const longest = 200;

/**
 * Runs one exchange with the service and says in our words how it failed.
 * @param name the service's name
 * @param refused our code for an error reply by the service's own error code; `service_refused` where it gives none
 */
export async function told<T>(name: string, work: () => Promise<T>, refused: (error: string) => Code | undefined = () => undefined): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw inOurWords(error, name, refused);
  }
}

function inOurWords(error: unknown, about: string, refused: (error: string) => Code | undefined): CountersignError {
  if (isCoded(error)) return error;
  if (error instanceof oauth.ResponseBodyError) {
    const details = answered(about, error.status, error.error, error.error_description);
    const known = refused(error.error) ?? (isClientError(error.error) ? 'app_refused' : undefined);
    return new CountersignError(known ?? (error.status >= 500 ? 'service_error' : 'service_refused'), details);
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError) {
    const code = error.cause.find((challenge) => challenge.parameters.error)?.parameters.error;
    const fallback = error.status === 401 && !code ? 'app_refused' : 'service_refused';
    return new CountersignError((code && refused(code)) || fallback, answered(about, error.status, code));
  }
  if (error instanceof oauth.OperationProcessingError) return new CountersignError(...unprocessed(error, about));
  if (error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')) {
    return new CountersignError('service_unreachable', { about });
  }
  return new CountersignError('unexpected', { about: error instanceof Error ? error.name : 'error' });
}

/** An answer that the library could not take: an error page, or a reply that breaks the protocol. */
function unprocessed(error: oauth.OperationProcessingError, about: string): [Code, Details] {
  const { cause } = error;
  const status = cause instanceof Response ? cause.status : undefined;
  if (status !== undefined && status >= 400) return ['service_error', { about, status }];
  return ['reply_invalid', { about, ...(status !== undefined && { status }) }];
}

/** The service's answer as an error may carry it. */
export function answered(about: string, status: number | undefined, serviceCode?: string, serviceText?: string): Details {
  return {
    about,
    ...(status !== undefined && { status }),
    ...(serviceCode && { serviceCode: serviceCode.slice(0, 60) }),
    ...(serviceText && { serviceText: serviceText.slice(0, longest) }),
  };
}

function isClientError(error: string): boolean {
  return error === 'invalid_client' || error === 'unauthorized_client';
}
