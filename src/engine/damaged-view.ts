/** An account whose record can't be opened, as pages see it: by what its row still says, and as one that the user must sign in again. */
import type { Problem } from '../core/errors';
import type { Service } from '../core/service';
import type { AccountView } from '../messaging/views';
import type { AccountRow } from '../vault/rows';

const text = (value: unknown, instead: string): string => (typeof value === 'string' ? value : instead);
const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** @param current the service's entry that is in use, if there is one */
export function damagedView(row: AccountRow, current: Service | undefined, problem: Problem): AccountView {
  const { serviceId, label, clientId, signedInAt, renewals, keyId } = row as Partial<AccountRow>;
  return {
    id: row.id,
    serviceId: text(serviceId, ''),
    serviceName: current?.name ?? text(serviceId, row.id),
    hue: current?.hue ?? 0,
    label: text(label, row.id),
    state: 'needs-sign-in',
    problem,
    protocol: current?.protocol ?? 'oauth2',
    clientId: text(clientId, ''),
    apiHosts: [],
    asked: [],
    signedInAt: number(signedInAt),
    renewable: false,
    revocable: false,
    entryChanged: false,
    bound: keyId !== undefined,
    renewals: number(renewals),
    extra: {},
  };
}
