/** The signature lens: notes how requests were signed, tells the last ones, and explains requests that were typed in. */
import { CountersignError, isCoded } from '../core/errors';
import type { Context, Held, Outgoing, Protocol } from '../core/protocol';
import { quoterOf } from '../core/quoted';
import type { SignatureExplanation, SignedTrace } from '../core/signature-lens';
import type { Caller } from '../core/words';
import { explainTyped as explain } from '../protocols/protocols';
import type { AccountRow } from '../vault/rows';
import type { Looked } from './incoming';
import type { Ports } from './ports';
import type { Trace } from './traces';

/** So much of a refusal is worth keeping for its explanation, in bytes. */
const refusalBytes = 8192;

interface Signed {
  readonly protocol: Protocol;
  readonly context: Context;
  readonly held: Held;
  readonly row: AccountRow;
  readonly caller: Caller;
  readonly sent: Outgoing;
  readonly looked: Looked;
}

/** Notes how a request was signed, where its protocol can say so. Never fails and keeps nobody waiting; what quotes a secret is dropped. */
export function noteTrace(ports: Ports, { protocol, context, held, row, caller, sent, looked }: Signed): void {
  const { got, hold } = looked;
  if (!protocol.explain) return;
  if (got.status >= 400) hold(refusalBytes);
  const explained = async (): Promise<SignedTrace | undefined> => {
    const trace = await protocol.explain?.(context, held, sent, got);
    return trace && !quoterOf(secretsOf(context, held))(textOf(trace)) ? trace : undefined;
  };
  ports.traces.note({ at: ports.clock.now(), caller, accountId: row.id, label: row.label }, explained());
}

/** What no trace may hold. The token itself is no secret in OAuth 1.0a: it names the account, and its own secret signs. */
function secretsOf({ app }: Context, { secret }: Held): string[] {
  const values = Object.entries(secret).map(([name, value]) => (name === 'token' ? undefined : value));
  return [...values, app.clientSecret].filter((value): value is string => typeof value === 'string' && value.length > 7);
}

/** Every text of a trace, each on its own line. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? Object.values(value).map(textOf).join('\n') : '';
}

/** The last requests, newest first. */
export async function recentTraces(ports: Ports): Promise<Trace[]> {
  return [...(await ports.traces.recent())];
}

/**
 * Explains a request that was typed in, signed with the keys typed in beside it; they are forgotten with it.
 * @throws CountersignError `invalid_input`, about the field that is not right
 */
export async function explainTyped(typed: Parameters<typeof explain>[0]): Promise<SignatureExplanation> {
  if (!/^https?:\/\//iu.test(typed.url) || !URL.canParse(typed.url))
    throw new CountersignError('invalid_input', { about: 'url' });
  try {
    return await explain(typed);
  } catch (error) {
    throw isCoded(error) ? error : new CountersignError('invalid_input', { about: 'request' });
  }
}
