/**
 * The sign-in of a connector: which one it is, then its page with a single-use ticket, or what it needs handed to the broker; then the
 * broker's word that it is signed in. What the redirect says is not believed: it only tells that the user is back.
 */
import type { BrokeredService } from '../../core/brokered-service';
import { CountersignError, type Problem } from '../../core/errors';
import type { Facts, Field, Reply, Sealed, Step } from '../../core/protocol';
import { fill } from '../../core/template';
import { safeUrl } from '../../core/urls';
import type { Instant } from '../../core/words';
import { randomText } from '../../crypto/random-text';
import { handOver, stateOf, ticketFor, type Ctx } from './broker';
import { shownOf, valuesFrom, type BrokeredSecret, type Values } from './values';

type Asking = { readonly at: 'enter' };
type Visiting = { readonly at: 'visit'; readonly values: Values; readonly state: string };
type Waiting = { readonly at: 'state'; readonly values: Values; readonly until: Instant };
type Pending = Asking | Visiting | Waiting;

/** A broker that has had too many requests is left alone for this long where it does not say for how long, in seconds. */
const usualPause = 60;
const longestPause = 120;
/** A parameter of the redirect that is ours. */
const ours = 'state';

/** Asks for the entry's fields; with a problem, once more. */
export function ask(service: BrokeredService, problem?: Problem): Step<BrokeredSecret> {
  const fields = service.fields.map(({ name, label, hint, kind }): Field => ({
    name,
    label,
    kind,
    ...(hint !== undefined && { hint }),
  }));
  return { do: 'ask', fields, ...(problem && { problem }), pending: { at: 'enter' } satisfies Asking };
}

/**
 * @throws CountersignError `service_refused`, `service_error`, `service_unreachable`, `reply_invalid`, `state_mismatch`,
 *   `connector_not_signed_in`, `window_closed`, and what `Context.parent` throws
 */
export async function resume(context: Ctx, sealed: Sealed, reply: Reply): Promise<Step<BrokeredSecret>> {
  const pending = sealed as Pending;
  if (pending.at === 'enter' && reply.to === 'ask') return entered(context, reply.values);
  if (pending.at === 'visit' && reply.to === 'again') return visit(context, pending.values);
  if (pending.at === 'visit' && reply.to === 'visit') return back(context, pending, reply.url);
  if (pending.at === 'visit' && reply.to === 'closed') return closed(context, pending);
  if (pending.at === 'state' && reply.to === 'wait') return settled(context, pending);
  throw new CountersignError('unexpected', { about: 'step of brokered' });
}

/** What cannot be right, or the broker does not know, is asked for again. */
async function entered(context: Ctx, given: Values): Promise<Step<BrokeredSecret>> {
  const { service } = context;
  try {
    const values = valuesFrom(service, given);
    if (service.ticket) return await visit(context, values);
    await handOver(context, values);
    return await settled(context, waiting(context, shownOf(service, values)));
  } catch (error) {
    const ownFault = error instanceof CountersignError && isOwnFault(error);
    if (ownFault) return ask(service, error.problem);
    throw error;
  }
}

/** Whether the broker may take other values. */
function isOwnFault({ code, problem: { status } }: CountersignError): boolean {
  return code === 'invalid_input' || (code === 'service_refused' && (status === 400 || status === 404 || status === 422));
}

/** The page with a fresh ticket. If the worker died before this was journalled, the ticket it got is forgotten, unused. */
async function visit(context: Ctx, values: Values): Promise<Step<BrokeredSecret>> {
  const { service, random, clock, redirectUrl } = context;
  const shown = shownOf(service, values);
  const asked = clock.now();
  const ticket = await ticketFor(context, shown);
  const state = randomText(random, 24);
  const back = new URL(redirectUrl);
  back.searchParams.set(ours, state);
  const url = fill(service.visitUrl ?? '', { ...shown, ticket, back: back.href }, encodeURIComponent);
  const until = asked + (service.ticket?.seconds ?? 0) * 1000;
  const pending: Visiting = { at: 'visit', values: shown, state };
  return { do: 'visit', url: safeUrl(url).href, back: redirectUrl, ours: state, until, once: true, orClosed: true, pending };
}

/** The user is back. Some brokers come back to the redirect URL as it stands in their own settings, without our parameter. */
async function back(context: Ctx, { values, state }: Visiting, url: string): Promise<Step<BrokeredSecret>> {
  const told = new URL(url).searchParams.get(ours);
  if (told !== null && told !== state) throw new CountersignError('state_mismatch', { about: context.service.name });
  return settled(context, waiting(context, values));
}

/** Some pages end without coming back. */
async function closed(context: Ctx, { values }: Visiting): Promise<Step<BrokeredSecret>> {
  const step = await settled(context, waiting(context, values));
  if (step.do !== 'done') throw new CountersignError('window_closed', { about: context.service.name });
  return step;
}

function waiting({ service, clock }: Ctx, values: Values): Waiting {
  return { at: 'state', values, until: clock.now() + service.state.forSeconds * 1000 };
}

async function settled(context: Ctx, pending: Waiting): Promise<Step<BrokeredSecret>> {
  const { service, clock } = context;
  const { values, until } = pending;
  const { everySeconds } = service.state;
  let seconds: number = everySeconds;
  try {
    const { signedIn, label } = await stateOf(context, values);
    if (signedIn) return { do: 'done', grant: { secret: { values }, facts: factsOf(context, values, label) } };
  } catch (error) {
    const pause = error instanceof CountersignError ? pauseAfter(error, everySeconds) : undefined;
    if (pause === undefined) throw error;
    seconds = pause;
  }
  if (clock.now() + seconds * 1000 > until) throw new CountersignError('connector_not_signed_in', { about: service.name });
  return { do: 'wait', seconds, until, pending };
}

/** How long to wait now, in seconds; undefined where waiting does not help. */
function pauseAfter({ code, problem: { status, retryAfter } }: CountersignError, seconds: number): number | undefined {
  if (status === 429) return Math.min(retryAfter ?? usualPause, longestPause);
  return code === 'service_unreachable' || code === 'service_error' ? Math.max(seconds, retryAfter ?? 0) : undefined;
}

function factsOf({ service, clock, intent }: Ctx, values: Values, label: string | undefined): Facts {
  const subject = fill(service.subject, values);
  return { subject, label: label ?? intent.expect?.label ?? subject, issuedAt: clock.now(), renewable: false, extra: {} };
}
