/** A code that the user enters at the service, on this or another device, while we ask from time to time whether that has happened. */
import * as oauth from 'oauth4webapi';
import { CountersignError } from '../../core/errors';
import type { Grant, Sealed, Step, UserCode } from '../../core/protocol';
import { isSafeTarget } from '../../core/urls';
import type { Instant } from '../../core/words';
import { usesIdToken } from './authorization-request';
import { speakerFor, tokenUrlOf, type Ctx } from './client';
import { resourcesOf } from './code';
import { patiently, told } from './failures';
import { withApiHost, withIdentity, type OAuth2Secret } from './grant';
import { spentCode } from './spent';
import { requestTokens } from './token-request';

/** Waits for the user to enter the code. */
export interface Coding extends Sealed {
  readonly at: 'device';
  readonly deviceCode: string;
  readonly seconds: number;
  readonly until: Instant;
  readonly show: UserCode;
  /** An earlier question may have been answered with the tokens, and the answer lost. */
  readonly unsure?: true;
}

/** Seconds between two questions, where the service does not say. @see https://www.rfc-editor.org/rfc/rfc8628#section-3.2 */
const usual = 5;
/** What `slow_down` adds, in seconds. @see https://www.rfc-editor.org/rfc/rfc8628#section-3.5 */
const slower = 5;
/** However long the service is out of reach, it is asked again after this many seconds. */
const slowest = 60;
/** No code is waited for longer, in seconds. */
const longest = 30 * 60;

/** Asks for a code. @see https://www.rfc-editor.org/rfc/rfc8628#section-3.1 */
export async function codeStep(context: Ctx): Promise<Step<OAuth2Secret>> {
  const { service, intent, clock } = context;
  const { as, client, auth, options } = await speakerFor(context);
  const parameters = resourcesOf(context);
  if (intent.scopes.length > 0) parameters.set('scope', intent.scopes.join(service.scopeSeparator ?? ' '));
  const reply = await told(
    context,
    [context.app.clientSecret],
    () =>
      patiently(async () =>
        oauth.processDeviceAuthorizationResponse(
          as,
          client,
          await oauth.deviceAuthorizationRequest(as, client, auth, parameters, options),
        ),
      ),
    (error) => (error === 'invalid_scope' ? 'scope_refused' : undefined),
  );
  const show = shown(context, reply);
  const until = clock.now() + Math.min(reply.expires_in, longest) * 1000;
  return waitStep({
    at: 'device',
    deviceCode: reply.device_code,
    seconds: Math.min(Math.max(reply.interval ?? usual, 1), slowest),
    until,
    show,
  });
}

function shown({ service }: Ctx, reply: oauth.DeviceAuthorizationResponse): UserCode {
  const { user_code: code, verification_uri: url, verification_uri_complete: complete } = reply;
  const safe = (text: string): boolean => URL.canParse(text) && isSafeTarget(new URL(text));
  if (!safe(url) || !/^[\x21-\x7e][\x20-\x7e]{0,60}$/.test(code))
    throw new CountersignError('reply_invalid', { about: service.name });
  return { code, url, ...(complete !== undefined && safe(complete) && { completeUrl: complete }) };
}

function waitStep(pending: Coding): Step<OAuth2Secret> {
  const { seconds, until, show } = pending;
  return { do: 'wait', seconds, until, show, pending };
}

/**
 * Asks whether the user has answered.
 * @param attempt above 1: the service may have given the tokens already
 * @returns the grant, or the step to wait on
 * @throws CountersignError `sign_in_denied`, `code_expired`, `answer_lost`, and whatever ends a sign-in
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.4
 */
export async function askForTokens(
  context: Ctx,
  pending: Coding,
  attempt: number,
): Promise<{ readonly grant: Grant<OAuth2Secret> } | { readonly step: Step<OAuth2Secret> }> {
  const { service, intent } = context;
  const unsure = attempt > 1 || pending.unsure === true;
  tokenUrlOf(context);
  try {
    const { grant, whole, claims } = await requestTokens(context, {
      sent: [pending.deviceCode],
      asked: intent.scopes,
      send: ({ as, client, auth, options }) =>
        oauth.deviceCodeGrantRequest(as, client, auth, pending.deviceCode, {
          ...options,
          additionalParameters: resourcesOf(context),
        }),
      refused: (error) => {
        if (error === 'access_denied') return 'sign_in_denied';
        if (error === 'expired_token') return 'code_expired';
        return unsure && spentCode(service, error) ? 'answer_lost' : undefined;
      },
      ...(usesIdToken(service, intent.scopes) && { idToken: {} }),
    });
    return {
      grant: { secret: grant.secret, facts: withApiHost(withIdentity(grant.facts, service, claims ?? whole), service, whole) },
    };
  } catch (error) {
    if (!(error instanceof CountersignError)) throw error;
    const seconds = pauseAfter(error, pending.seconds);
    if (seconds === undefined) throw error;
    const { unsure: _, ...lasting } = pending;
    return { step: waitStep({ ...lasting, seconds, ...(mayHaveGiven(error, unsure) && { unsure: true }) }) };
  }
}

/** Whether the tokens may be out: the service has not said that nobody has entered the code. */
function mayHaveGiven({ problem: { serviceCode, status } }: CountersignError, before: boolean): boolean {
  if (serviceCode === 'authorization_pending') return false;
  return before || !(serviceCode === 'slow_down' || status === 429);
}

/** How long to wait now, in seconds; undefined where waiting does not help. */
function pauseAfter({ code, problem }: CountersignError, seconds: number): number | undefined {
  const { serviceCode, retryAfter } = problem;
  if (serviceCode === 'authorization_pending') return seconds;
  if (serviceCode === 'slow_down') return seconds + slower;
  const passing = code === 'service_unreachable' || code === 'service_error' || problem.status === 429;
  return passing ? Math.min(Math.max(seconds * 2, retryAfter ?? 0), slowest) : undefined;
}
