/** What a person types for a place of a catalogue's entry, looked at before it is sent: the worker has the last word. */
import type { Variable } from '../../../src/core/catalogue';
import { isOwnNetwork } from '../../../src/core/urls';
import { isAddress } from '../shared/address';

/** The host and port that was typed or pasted with an address around it; undefined where there is none. */
export function typedHost(typed: string): string | undefined {
  const bare = typed.trim().replace(/^https?:\/\//iu, '');
  const [authority = ''] = bare.split(/[/?#]/u);
  if (!/^(\[[\da-f:.]+\]|[^\s@%\\[\]:]+)(:\d{1,5})?$/iu.test(authority) || !URL.canParse(`https://${authority}`))
    return undefined;
  return new URL(`https://${authority}`).host;
}

/** Whether this can't be a value of the kind that the variable is. A pasted address may hold one: only the worker can tell. */
export function isWrong({ kind }: Variable, typed: string): boolean {
  const bare = typed.trim();
  if (kind === 'host') return typedHost(bare) === undefined;
  if (isAddress(bare)) return false;
  return !(kind === 'label' ? /^[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/iu : /^[a-z\d][\w.~-]{0,99}$/iu).test(bare);
}

/** The first of the hosts that were typed that lies in the user's own network. */
export function ownNetworkHost(variables: readonly Variable[], values: Readonly<Record<string, string>>): string | undefined {
  return variables
    .filter(({ kind }) => kind === 'host')
    .map(({ name }) => typedHost(values[name] ?? ''))
    .find((host) => host !== undefined && isOwnNetwork(new URL(`https://${host}`)));
}
