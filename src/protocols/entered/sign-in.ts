/** The sign-in of an account that is entered: ask, check, reach its hosts, try it. */
import { CountersignError, type Problem } from '../../core/errors';
import type { Context, Facts, Reply, Sealed, Step } from '../../core/protocol';
import type { Origin } from '../../core/words';
import { placesIn } from '../../core/template';
import { fieldsIn, type Carrier } from './carrier';
import { enteredIn, fieldsOf, unfit, type Entered } from './fields';
import { ownHost } from './own-host';
import { probed, probeUrl } from './probe';
import { secretFrom, type EnteredSecret, type EnteredService, type Values } from './secret';

type Asking = { readonly at: 'enter' };
/** The values are good as far as one can see from here. */
type Ready = Entered & { readonly at: 'entered'; readonly own?: Origin };

/** Asks for the entry's fields; with a problem, once more. */
export function ask(service: EnteredService, problem?: Problem): Step<EnteredSecret> {
  return {
    do: 'ask',
    fields: fieldsOf(service),
    ...(service.keyUrl !== undefined && { open: service.keyUrl }),
    ...(problem && { problem }),
    pending: { at: 'enter' } satisfies Asking,
  };
}

/**
 * Takes what was entered, asks for its hosts, and tries it. What cannot work or is refused is asked for again.
 * @throws CountersignError `service_refused`, `service_error`, `service_unreachable`, `insecure_endpoint`
 */
export async function resume<V extends EnteredService>(
  context: Context<V>,
  carrier: Carrier<V>,
  sealed: Sealed,
  reply: Reply,
): Promise<Step<EnteredSecret>> {
  const pending = sealed as Asking | Ready;
  if (pending.at === 'enter' && reply.to === 'ask') return entered(context.service, carrier, reply.values);
  if (pending.at === 'entered' && reply.to === 'reach') return tried(context, carrier, pending);
  throw new CountersignError('unexpected', { about: `step of ${context.service.protocol}` });
}

function entered<V extends EnteredService>(service: V, carrier: Carrier<V>, given: Values): Step<EnteredSecret> {
  try {
    const pending = ready(service, carrier, given);
    return { do: 'reach', origins: hostsOf(service, pending.own), pending };
  } catch (error) {
    if (error instanceof CountersignError && error.code === 'invalid_input') return ask(service, error.problem);
    throw error;
  }
}

/** @throws CountersignError `invalid_input` with the label of the field that cannot be right */
function ready<V extends EnteredService>(service: V, carrier: Carrier<V>, given: Values): Ready {
  const read = enteredIn(service, given, carrier.trimsSecrets);
  const wrong = carrier.unfit(service, read.values);
  if (wrong) throw unfit(wrong);
  if (service.hostTemplate === undefined) return { at: 'entered', ...read };
  const own = ownHost(service.hostTemplate, read.values);
  if (own !== undefined) return { at: 'entered', ...read, own };
  const [field] = fieldsIn(service, placesIn(service.hostTemplate));
  throw new CountersignError('invalid_input', { about: field?.label ?? service.name });
}

/** Everywhere that the values will go. */
function hostsOf(service: EnteredService, own: Origin | undefined): Origin[] {
  const probe = service.probe && new URL(probeUrl(service.probe, service, own)).origin;
  return [...new Set([own, ...service.apiHosts, probe])].filter((origin) => origin !== undefined);
}

async function tried<V extends EnteredService>(
  context: Context<V>,
  carrier: Carrier<V>,
  { values, accountName, own }: Ready,
): Promise<Step<EnteredSecret>> {
  const { service, clock, intent } = context;
  const answer = service.probe ? await probed(context, carrier, service.probe, values, own) : ({ accepted: true } as const);
  if (!answer.accepted) {
    return ask(service, new CountersignError('credentials_refused', { ...answer.details, about: service.name }).problem);
  }
  const { subject, label = subject } = answer;
  const name = label ?? accountName ?? carrier.label(service, values) ?? intent.expect?.label;
  const facts: Facts = {
    ...(subject !== undefined && { subject }),
    ...(name !== undefined && { label: name }),
    ...(own !== undefined && { apiHosts: [own] }),
    issuedAt: clock.now(),
    renewable: false,
    extra: {},
  };
  return { do: 'done', grant: { secret: secretFrom(service, values), facts } };
}
