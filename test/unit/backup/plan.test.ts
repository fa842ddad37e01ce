/** What a restore would do and does: who is whom, which one stays, what comes along, and what never does. */
import { describe, expect, it } from 'vitest';
import type { AccountInBackup, BackupContent, PermitInBackup } from '../../../src/core/backup-content';
import type { Facts } from '../../../src/core/protocol';
import type { Service } from '../../../src/core/service';
import { previewOf } from '../../../src/accounts/backup-meetings';
import { planRestore, type Choice, type VaultHere } from '../../../src/accounts/backup-plan';
import { withoutSecret } from '../../../src/accounts/backup-rules';
import type { AccountRow, AppRow } from '../../../src/vault/rows';

const service: Service = {
  id: 'calendar',
  name: 'Acme Calendar',
  hue: 210,
  protocol: 'oauth2',
  apiHosts: ['https://api.acme.example'],
  authorizeUrl: 'https://login.acme.example/authorize',
  tokenUrl: 'https://login.acme.example/token',
  clientAuth: 'client_secret_basic',
  scopes: [],
};
const elsewhere: Service = { ...service, tokenUrl: 'https://login.evil.example/token' };
const facts: Facts = { renewable: false, extra: {}, issuedAt: 1000 };
const sealed = { iv: new Uint8Array(12), data: new ArrayBuffer(16) };

const account = (change: Partial<AccountInBackup> = {}): AccountInBackup => ({
  id: 'a',
  label: 'lena',
  subject: 's1',
  app: 'app-1',
  signedInAt: 1000,
  renewals: 0,
  facts,
  service,
  apiHosts: service.apiHosts,
  secret: { accessToken: 'token-in-file' },
  ...change,
});
const without = (change: Partial<AccountInBackup> = {}): AccountInBackup => {
  const { secret: _, ...rest } = account({ without: 'rotates', ...change });
  return rest;
};
const row = (change: Partial<AccountRow> = {}): AccountRow => ({
  id: 'h',
  serviceId: 'calendar',
  clientId: 'app-1',
  appId: 'calendar/app-1',
  label: 'lena',
  subject: 's1',
  state: 'fine',
  signedInAt: 1000,
  renewals: 0,
  facts,
  notes: {},
  sealed,
  ...change,
});
const permit = (change: Partial<PermitInBackup> = {}): PermitInBackup => ({
  id: 'p',
  handle: '0b4c5f57-9b8a-4a53-8d1e-3f5f3b8a1c11',
  caller: { kind: 'site', origin: 'https://site.example' },
  accountId: 'a',
  access: 'read',
  paths: [],
  lasting: 'always',
  createdAt: 1,
  ...change,
});
const app = { serviceId: 'calendar', clientId: 'app-1', clientSecret: 'app-secret', savedAt: 5 };
const appRow: AppRow = { id: 'calendar/app-1', serviceId: 'calendar', clientId: 'app-1', hasSecret: true, savedAt: 5, sealed };

const file = (change: Partial<BackupContent> = {}): BackupContent => ({
  moved: false,
  accounts: [account()],
  apps: [app],
  services: [{ service }],
  permits: [permit()],
  sites: [{ origin: 'https://site.example', enabledAt: 3 }],
  ...change,
});
const nothingHere: VaultHere = { accounts: [], apps: [], services: [], permits: [], sites: [], apiHosts: new Map() };
const here = (change: Partial<VaultHere> = {}): VaultHere => ({
  ...nothingHere,
  services: [{ id: 'calendar', service }],
  ...change,
});
const everything: Choice = { accounts: ['a'], services: ['calendar'], permits: true, sites: true };
const plan = (content: BackupContent, there: VaultHere, choice: Partial<Choice> = {}) =>
  planRestore({ content, here: there, choice: { ...everything, ...choice }, templates: [], now: 9000 });
const met = (one: AccountInBackup, ...rows: AccountRow[]) =>
  previewOf(file({ accounts: [one] }), 1, here({ accounts: rows }), []).accounts[0];

describe('which secrets are in a backup', () => {
  const judged = (change: Partial<AccountRow>, move = false, protocol: 'oauth1' | 'oauth2' | 'brokered' = 'oauth2') =>
    withoutSecret(row(change), protocol, move);
  it.each([
    ['not renewable', {}, undefined, undefined],
    ['seen to stay at a renewal', { facts: { ...facts, renewable: true, rotates: false } }, undefined, undefined],
    ['seen to be replaced', { facts: { ...facts, renewable: true, rotates: true } }, 'rotates', undefined],
    ['never renewed yet', { facts: { ...facts, renewable: true } }, 'rotates', undefined],
    ['bound to a key', { keyId: 'k' }, 'bound', 'bound'],
    ['waits for a sign-in', { state: 'needs-sign-in' as const }, 'ended', 'ended'],
    ['revoked', { state: 'revoked' as const }, 'ended', 'ended'],
    [
      'whose renewal had no end',
      { facts: { ...facts, renewable: true, rotates: true }, renewing: { attempt: 1, at: 1 } },
      'rotates',
      'rotates',
    ],
  ])('one that is %s', (_, change, backup, move) => {
    expect(judged(change)).toBe(backup);
    expect(judged(change, true)).toBe(move);
  });
  it('a connector that waits for its broker keeps what it has', () => {
    expect(judged({ state: 'needs-sign-in' }, false, 'brokered')).toBeUndefined();
  });
});

describe('which one wins', () => {
  it('is new where nobody like it is', () => {
    expect(met(account())).toMatchObject({ meeting: 'new', wins: 'file', secret: 'kept' });
    expect(met(account(), row({ subject: 's2' }))).toMatchObject({ meeting: 'new' });
    expect(met(account(), row({ id: 'a', subject: 's2' })), 'the same id, another person').toMatchObject({ meeting: 'new' });
    expect(met(account(), row({ serviceId: 'other' }))).toMatchObject({ meeting: 'new' });
  });
  it('is the one whose secret was issued later', () => {
    expect(met(account({ signedInAt: 2000 }), row())).toMatchObject({ meeting: 'older-here', wins: 'file' });
    expect(met(account(), row({ facts: { ...facts, issuedAt: 3000 } }))).toMatchObject({ meeting: 'newer-here', wins: 'here' });
    expect(met(account(), row())).toMatchObject({ meeting: 'same', wins: 'here' });
  });
  it('is the file’s where the same one here needs a sign-in', () => {
    expect(met(account(), row({ state: 'needs-sign-in' }))).toMatchObject({ meeting: 'same', wins: 'file' });
    expect(met(account(), row({ state: 'needs-sign-in', signedInAt: 5000 }))).toMatchObject({ wins: 'here' });
  });
  it('is never a file’s without a secret', () => {
    expect(met(without({ signedInAt: 9000 }), row())).toMatchObject({ wins: 'here', nothing: true });
    expect(plan(file({ accounts: [without({ signedInAt: 9000 })] }), here({ accounts: [row()] })).accounts).toEqual([]);
  });
  it('knows an account without a subject by its id', () => {
    const { subject: _, ...nameless } = account();
    const { subject: __, ...namelessRow } = row({ id: 'a' });
    expect(met(nameless, namelessRow)).toMatchObject({ meeting: 'same' });
  });
});

describe('a restore', () => {
  it('writes everything into an empty vault', () => {
    const { accounts, apps, services, permits, sites } = plan(file(), nothingHere);
    expect(accounts[0]?.row).toMatchObject({ id: 'a', state: 'fine', appId: 'calendar/app-1', clientId: 'app-1', notes: {} });
    expect(accounts[0]?.box).toEqual({ secret: { accessToken: 'token-in-file' }, service, apiHosts: service.apiHosts });
    expect(apps).toEqual([
      { row: expect.objectContaining({ id: 'calendar/app-1', hasSecret: true }), clientSecret: 'app-secret' },
    ]);
    expect(services).toEqual([{ id: 'calendar', service }]);
    expect(permits).toEqual([{ ...permit(), callerKey: 'site:https://site.example' }]);
    expect(sites).toEqual([{ origin: 'https://site.example', enabledAt: 3, refusals: 0 }]);
  });
  it('writes nothing that was not chosen', () => {
    const none = plan(file(), nothingHere, { accounts: [], services: [], permits: false, sites: false });
    expect(none).toEqual({ accounts: [], apps: [], services: [], permits: [], sites: [] });
    expect(plan(file(), nothingHere, { accounts: [] }).permits, 'a permit without its account').toEqual([]);
  });
  it('refuses what is not in the file', () => {
    expect(() => plan(file(), here(), { accounts: ['b'] })).toThrow('b');
    expect(() => plan(file(), here(), { services: ['b'] })).toThrow('b');
  });
  it('says of an account without its secret that it needs a sign-in', () => {
    const [restored] = plan(file({ accounts: [without()] }), nothingHere).accounts;
    expect(restored?.row).toMatchObject({ state: 'needs-sign-in', problem: { code: 'needs_sign_in', about: 'Acme Calendar' } });
    expect(restored?.box.secret).toEqual({});
  });
  it('takes the place of the same person, whose permits and connectors follow', () => {
    const connector = account({ id: 'c', subject: 's9', parentId: 'a' });
    const taken = plan(
      file({ accounts: [account({ signedInAt: 2000 }), connector] }),
      here({ accounts: [row({ keyId: 'k' })], apps: [appRow], apiHosts: new Map([['h', service.apiHosts]]) }),
      { accounts: ['a', 'c'] },
    );
    expect(taken.accounts.map(({ row }) => [row.id, row.parentId])).toEqual([
      ['h', undefined],
      ['c', 'h'],
    ]);
    expect(taken.accounts[0]?.before?.keyId).toBe('k');
    expect(taken.permits[0]?.accountId).toBe('h');
    expect(taken.apps, 'the app that is here stays').toEqual([]);
  });
  it('gives another person’s id away to nobody', () => {
    const [restored] = plan(file(), here({ accounts: [row({ id: 'a', subject: 's2' })] })).accounts;
    expect(restored?.row.id).not.toBe('a');
    expect(restored?.before).toBeUndefined();
  });
  it('waits with a connector whose broker is nowhere', () => {
    const [restored] = plan(file({ accounts: [account({ parentId: 'gone' })] }), nothingHere).accounts;
    expect(restored?.row).toMatchObject({ state: 'needs-sign-in', problem: { code: 'broker_missing' } });
    expect(restored?.box.secret).toEqual({ accessToken: 'token-in-file' });
  });
  it('overrides no service that is not chosen, and brings no app’s secret to one that leads elsewhere', () => {
    const there = here({ services: [{ id: 'calendar', service: elsewhere }] });
    const kept = plan(file(), there, { services: [] });
    expect(kept.services).toEqual([]);
    expect(kept.apps).toEqual([]);
    expect(kept.accounts[0]?.row).toMatchObject({ state: 'needs-sign-in' });
    expect(kept.accounts[0]?.row.appId).toBeUndefined();
    expect(plan(file(), there).services).toEqual([{ id: 'calendar', service }]);
    expect(plan(file(), there).accounts[0]?.row.state).toBe('fine');
  });
  it('leads the secret of an app that is here nowhere else by an account whose own entry does', () => {
    const content = file({ accounts: [account({ service: elsewhere })] });
    const kept = plan(content, here({ apps: [appRow] }), { services: [] });
    expect(kept.accounts[0]?.row).toMatchObject({ state: 'needs-sign-in' });
    expect(kept.accounts[0]?.box.secret).toEqual({});
    const open = plan(content, here({ apps: [{ ...appRow, hasSecret: false }] }), { services: [] });
    expect(open.accounts[0]?.row.state).toBe('fine');
  });
  it('takes a service of the catalogue as the catalogue has it', () => {
    const source = { kind: 'catalogue' as const, id: 'calendar', values: {} };
    const content = file({ services: [{ service: elsewhere, source }] });
    const taken = planRestore({ content, here: nothingHere, choice: everything, templates: [service], now: 1 });
    expect(taken.services).toEqual([{ id: 'calendar', service, source }]);
  });
  it('gives an app that is here without a secret the one of the file', () => {
    expect(plan(file(), here({ apps: [{ ...appRow, hasSecret: false }] })).apps[0]?.clientSecret).toBe('app-secret');
    expect(plan(file(), here({ apps: [appRow] })).apps).toEqual([]);
  });
  it('gives a permit twice to nobody, none that is over, and none beyond its hosts', () => {
    const known = { ...permit({ id: 'q' }), callerKey: 'site:https://site.example' };
    expect(plan(file(), here({ permits: [known] })).permits).toEqual([]);
    const other = { ...known, id: 'p', handle: 'other' };
    expect(plan(file(), here({ permits: [other] })).permits[0]?.id).not.toBe('p');
    expect(plan(file({ permits: [permit({ until: 8999 })] }), here()).permits).toEqual([]);
    const wider = [...service.apiHosts, 'https://more.acme.example'];
    const there = here({ accounts: [row({ signedInAt: 9 })], apps: [appRow], apiHosts: new Map([['h', service.apiHosts]]) });
    expect(plan(file({ accounts: [account({ apiHosts: wider })] }), there).accounts[0]?.keepTo).toEqual(service.apiHosts);
    const wide = here({ accounts: [row()], apiHosts: new Map([['h', wider]]) });
    expect(plan(file(), wide, { accounts: [] }).permits[0]?.hosts).toEqual(service.apiHosts);
  });
});
