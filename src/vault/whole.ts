/** Rows that the disk, or someone, has damaged are told apart from good ones, so that one of them never breaks the others. */
import type { AccountRow } from './rows';
import type { Vault } from './vault';

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Whether an account's row has what every row has. Rows come from the disk: their type is a promise that it may have broken. */
export function isWhole(row: AccountRow): boolean {
  const { serviceId, clientId, label, state, signedInAt, renewals, facts, notes, sealed } = row as Partial<AccountRow>;
  const texts = [serviceId, clientId, label, state];
  const numbers = [signedInAt, renewals];
  return (
    texts.every((text) => typeof text === 'string') &&
    numbers.every((number) => typeof number === 'number') &&
    isObject(facts) &&
    isObject(facts.extra) &&
    isObject(notes) &&
    isObject(sealed)
  );
}

/** The accounts whose rows are whole; their boxes are not looked into. */
export async function wholeAccounts({ db }: Vault): Promise<AccountRow[]> {
  return (await db.accounts.toArray()).filter(isWhole);
}
