/** The report: versions, counts and findings, and nothing that a user, a service or a site has given a name. */
import { expect, it } from 'vitest';
import type { CheckView } from '../../../src/core/health';
import type { Use } from '../../../extension/background/health/in-use';
import { reportText } from '../../../extension/background/health/report';

const at = Date.UTC(2026, 10, 21, 13, 47);
const around = { version: '0.1.0', browser: 'Browser/1', platform: 'linux x86-64', counts: { accounts: 2, activity: 9 } };
const planted = 'planted-7c1f';
const open: Use = {
  id: 'open',
  name: planted,
  hosts: ['https://api.open.example'],
  door: 'https://api.open.example',
  own: false,
};
const own: Use = {
  id: planted,
  name: planted,
  hosts: [`https://${planted}.example`],
  door: `https://${planted}.example`,
  own: true,
};
const home: Use = { ...open, hosts: ['https://nas.local'], door: 'https://nas.local' };

const check = (name: CheckView['name'], more: Partial<CheckView>): CheckView => ({ name, state: 'fine', at, facts: {}, ...more });
const checks: CheckView[] = [
  check('vault', { facts: { accounts: 2, damaged: 0, bytes: 312_000, label: planted } }),
  check('keys', { state: 'failed', problem: 'locked' }),
  check('alarms', { facts: { count: 1, next: at } }),
  check('clock', { state: 'needs-you', facts: { kind: 'here', seconds: 252, service: planted } }),
  check('hosts', {
    state: 'needs-you',
    facts: { total: 3, closed: 3 },
    origins: ['https://api.open.example', `https://${planted}.example`, 'https://nas.local', 'http://192.168.0.7:8080'],
  }),
  check('services', { state: 'needs-you', facts: { total: 2, answered: 1, closed: 0, silent: planted } }),
];

it('tells what was found, by facts that are chosen by name', () => {
  expect(reportText(at, around, checks, [open, own, home], [open, own, home])).toBe(`Countersign health report
made: 2026-11-21T13:47:00.000Z
extension: 0.1.0
browser: Browser/1
platform: linux x86-64
rows: accounts=2 activity=9

vault: fine accounts=2 damaged=0 bytes=312000
keys: failed locked
alarms: fine count=1 next=2026-11-21T13:47:00.000Z
clock: needs-you kind=here seconds=252
hosts: needs-you total=3 closed=3
  closed: https://api.open.example
  closed: (a host of the user’s own)
  closed: (a host of the own network)
  closed: (a host of the own network)
services: needs-you total=2 answered=1 closed=0
  silent: https://api.open.example
  silent: (a host of the user’s own)
  silent: (a host of the own network)
`);
});

it('names nothing that was planted', () => {
  expect(reportText(at, around, checks, [open, own, home], [open, own, home])).not.toContain(planted);
});
