/** One signed POST to an endpoint of the sign-in: sent again once if only the clock was wrong, and every failure told as our own error. */
import { CountersignError } from '../../core/errors';
import { shownDetails } from '../../core/shown-text';
import type { Context, Outgoing } from '../../core/protocol';
import type { OAuth1Service } from '../../core/words';
import { safeUrl } from '../../core/urls';
import { isTimestampRefused, learnSkew } from './clock-skew';
import { refusalCode, type Endpoint } from './refusal';
import { ERROR_BYTES, findServiceError, type ServiceError } from './service-error';
import { signRequest, type Credentials } from './signer';

export interface Call {
  readonly endpoint: Endpoint;
  readonly url: string;
  /** The request token or access token and its secret; none while there is no token. */
  readonly token?: string;
  readonly tokenSecret?: string;
  /** Further protocol parameters: the callback, the verifier. */
  readonly further?: Readonly<Record<string, string>>;
  /** The service's clock minus ours, in seconds. */
  readonly skewSeconds?: number;
  /** Above 1: the same call may have arrived before. */
  readonly attempt?: number;
}

export interface Answer {
  readonly status: number;
  /** At most 8 KB of it. */
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
 *   `reply_invalid` when it redirects, `insecure_endpoint` when the URL is not https
 */
export async function callEndpoint(
  context: Context<OAuth1Service>,
  call: Call,
  accept: (refused: Refused) => boolean = () => false,
): Promise<Answer> {
  let skewSeconds = call.skewSeconds ?? 0;
  let received = await send(context, call, skewSeconds);
  let error = errorIn(received);
  if (error && isTimestampRefused(error)) {
    const learnt = learnSkew(received.headers, error, context.clock, skewSeconds);
    if (learnt !== undefined) {
      skewSeconds = learnt;
      received = await send(context, call, skewSeconds);
      error = errorIn(received);
    }
  }
  const { status, body } = received;
  if (error && !accept({ status, error })) {
    const { app } = context;
    const sent = [app.clientSecret, call.tokenSecret, call.token, app.clientId, call.further?.['oauth_verifier']];
    throw new CountersignError(refusalCode(call.endpoint, status, error, call.attempt ?? 1), shownDetails(status, error, sent));
  }
  if (!error && (status < 200 || status > 299)) throw new CountersignError('reply_invalid', { status });
  return { status, body, skewSeconds };
}

async function send(context: Context<OAuth1Service>, call: Call, skewSeconds: number): Promise<Received> {
  const { app, clock, random } = context;
  const request: Outgoing = { method: 'POST', url: safeUrl(call.url), headers: new Headers() };
  const credentials: Credentials = {
    consumerKey: app.clientId,
    consumerSecret: app.clientSecret,
    tokenSecret: call.tokenSecret ?? '',
    ...(call.token === undefined ? {} : { token: call.token }),
  };
  const signed = await signRequest(request, credentials, { clock, random, skewSeconds, further: call.further ?? {} });
  try {
    const response = await context.http(signed);
    return { status: response.status, headers: response.headers, body: await firstBytes(response) };
  } catch (error) {
    // `fetch` says TypeError for everything between here and the service; its message may quote the URL.
    if (error instanceof TypeError) throw new CountersignError('service_unreachable', { about: request.url.host });
    throw error;
  }
}

/** Some services report a problem with status 200. */
function errorIn({ status, headers, body }: Received): ServiceError | undefined {
  return status >= 400 || /^\s*oauth_problem=/.test(body) ? findServiceError(headers, body) : undefined;
}

async function firstBytes(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  let left = ERROR_BYTES;
  while (left > 0) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value.subarray(0, left), { stream: true });
    left -= value.byteLength;
  }
  void reader.cancel().catch(() => {});
  return text;
}
