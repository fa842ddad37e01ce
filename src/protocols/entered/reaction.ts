/** What a refusal means for the account. A path may be closed for other reasons than a dead key: the probe decides. */
import { CountersignError } from '../../core/errors';
import type { Context, Held, Incoming, Reaction } from '../../core/protocol';
import type { Carrier } from './carrier';
import { detailsOf, jsonIn, probed } from './probe';
import { valuesIn, type EnteredSecret, type EnteredService } from './secret';

/** How much of an answer is worth reading for an error, in bytes. */
const errorBytes = 8192;

/**
 * Only 401 speaks of the key. Where the entry has a probe, the service must refuse that too: else whoever may call one path that always
 * answers 401 could end the account.
 */
export async function reactionTo<V extends EnteredService>(
  context: Context<V>,
  carrier: Carrier<V>,
  held: Held<EnteredSecret>,
  got: Incoming,
): Promise<Reaction> {
  if (got.status !== 401) return { do: 'deliver' };
  const { service } = context;
  const values = valuesIn(held.secret);
  if (service.probe && (await stillWorks(context, carrier, held))) return { do: 'deliver' };
  const details = detailsOf(got.status, jsonIn(await got.peek(errorBytes)), values);
  return { do: 'sign-in-again', problem: new CountersignError('needs_sign_in', { ...details, about: service.name }).problem };
}

/** A probe that fails for another reason says nothing against the key. */
async function stillWorks<V extends EnteredService>(
  context: Context<V>,
  carrier: Carrier<V>,
  { secret, facts }: Held<EnteredSecret>,
): Promise<boolean> {
  const { probe } = context.service;
  if (!probe) return false;
  try {
    return (await probed(context, carrier, probe, valuesIn(secret), facts.apiHosts?.[0])).accepted;
  } catch (error) {
    if (error instanceof CountersignError) return true;
    throw error;
  }
}
