/** What the worker answers about its health, in each screen's own way. */
import type { CheckName, CheckView } from '../../../src/core/health';
import type { OwnInput } from '../../../src/messaging/own-calls';
import { files, microblog, photos, present, redirectUrl } from './fixtures';

/** `busy`: the fourth and fifth service never answer. */
export type Health = 'fine' | 'busy' | 'failing' | 'locked' | 'none';

type Found = Omit<CheckView, 'name' | 'at'>;
const fine = (facts: CheckView['facts']): Found => ({ state: 'fine', facts });

const wellness: Readonly<Record<CheckName, Found>> = {
  vault: fine({ accounts: 5, damaged: 0, bytes: 312_000 }),
  keys: fine({ lock: 'unlocked', passkeys: 0 }),
  storage: fine({ persisted: 1, left: 9_000_000_000 }),
  redirect: fine({ url: redirectUrl }),
  alarms: fine({ count: 2, next: present + 12 * 60_000 }),
  clock: fine({ kind: 'right', service: photos.name }),
  hosts: fine({ total: 6, closed: 0 }),
  services: fine({ total: 1, answered: 1, closed: 0 }),
  actions: fine({}),
  update: fine({ version: '0.1.0' }),
};
const behind: Found = {
  state: 'needs-you',
  facts: { kind: 'here', seconds: 252, service: microblog.name },
  repair: 'measure',
};
const closed = ['https://api.photos.example.net', 'https://files.example.com', 'http://127.0.0.1:8443'];
const failing: Readonly<Record<CheckName, Found>> = {
  vault: { state: 'needs-you', facts: { accounts: 5, damaged: 2, bytes: 312_000 }, repair: 'damaged' },
  keys: { state: 'failed', facts: {}, problem: 'storage_failed' },
  storage: { state: 'needs-you', facts: { persisted: 0, left: 9_000_000_000 }, repair: 'persist' },
  redirect: { state: 'failed', facts: {}, problem: 'worker_stopped' },
  alarms: { state: 'needs-you', facts: { count: 0, missing: 'recover' }, repair: 'alarms' },
  clock: behind,
  hosts: { state: 'needs-you', facts: { total: 6, closed: 3 }, repair: 'grant', origins: closed },
  services: { state: 'needs-you', facts: { total: 1, answered: 0, closed: 0, silent: files.name }, repair: 'measure' },
  actions: { state: 'needs-you', facts: { signIns: 1, old: 2, renewals: 1, actions: 0, still: 1 }, repair: 'actions' },
  update: { state: 'failed', facts: {}, problem: 'worker_stopped' },
};
const locked: Partial<Record<CheckName, Found>> = {
  vault: fine({ accounts: 5, locked: 1, bytes: 312_000 }),
  keys: fine({ lock: 'locked', passkeys: 1 }),
};
const none: Partial<Record<CheckName, Found>> = {
  vault: fine({ accounts: 0, damaged: 0, bytes: 24_000 }),
  keys: fine({ lock: 'none', passkeys: 0 }),
  alarms: fine({ count: 0 }),
  clock: fine({ kind: 'unmeasured' }),
  hosts: fine({ total: 0, closed: 0 }),
};

function found(health: Health, name: CheckName): Found {
  if (health === 'failing') return failing[name];
  if (health === 'busy' && name === 'clock') return behind;
  const other = health === 'locked' ? locked[name] : health === 'none' ? none[name] : undefined;
  return other ?? wellness[name];
}

const services = ['one', 'two', 'three', 'four', 'five'].map((id) => ({ id, name: id }));

export function healthAnswer(call: string, input: unknown, health: Health): unknown {
  if (call === 'health.services') return health === 'none' ? [] : health === 'failing' ? services.slice(0, 1) : services;
  if (call === 'health.report') return 'Countersign health report\n';
  if (call !== 'health.check') return undefined;
  const { name, serviceId } = input as OwnInput<'health.check'>;
  if (health === 'busy' && (serviceId === 'four' || serviceId === 'five')) return new Promise(() => undefined);
  return { name, at: present, ...found(health, name) };
}
