/** Tickets: once, in time, by the caller that got them, and back to its own pages only. */
import * as v from 'valibot';
import { beforeEach, expect, test } from 'vitest';
import type { Outsider } from '../../../src/core/caller';
import { askUp } from '../../../src/messaging/outside-frames';
import { endOf, makeTickets, type Tickets } from '../../../src/permits/tickets';

const site: Outsider = { kind: 'site', origin: 'https://app.example' };
const strangers: [string, Outsider][] = [
  ['another origin', { kind: 'site', origin: 'https://evil.example' }],
  ['another port', { kind: 'site', origin: 'https://app.example:8443' }],
  ['the same site in another site’s frame', { ...site, within: 'https://evil.example' }],
  ['another container', { ...site, container: 'firefox-container-2' }],
  ['an extension', { kind: 'extension', id: 'https://app.example' }],
];
const minute = 60_000;
let now = 0;
let stored: readonly unknown[] = [];
let tickets: Tickets<string>;
/** As after the worker's death: what is stored is all that is left. */
const open = (): Tickets<string> =>
  makeTickets(
    { read: () => Promise.resolve(structuredClone(stored)), write: async (rows) => void (stored = structuredClone(rows)) },
    { now: () => now },
  );
const code = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (value) => value,
    (error: { code: string }) => error.code,
  );

beforeEach(() => {
  now = 1_000_000;
  stored = [];
  tickets = open();
});

test('a ticket is good once, also after the worker’s death', async () => {
  const { ticket, expiresAt } = await tickets.make(site, 'want', { go: 'https://app.example/done' });
  expect(expiresAt).toBe(now + 5 * minute);
  tickets = open();
  expect(await tickets.take(site, ticket, 'q1')).toEqual({ want: 'want', end: { go: 'https://app.example/done' } });
  expect(await code(tickets.take(site, ticket, 'q2'))).toBe('ticket_used');
  tickets = open();
  expect(await code(tickets.take(site, ticket, 'q2'))).toBe('ticket_used');
  expect(await tickets.take(site, ticket, 'q1')).toMatchObject({ want: 'want' }); // the same question, asked again
  await tickets.spend(ticket);
  expect(await code(tickets.take(site, ticket, 'q1'))).toBe('ticket_used');
  expect(JSON.stringify(stored)).not.toContain('want');
});

test('of two that take it at once, one gets it', async () => {
  const { ticket } = await tickets.make(site, 'want', {});
  const both = await Promise.all(['q1', 'q2'].map((id) => code(tickets.take(site, ticket, id))));
  expect(both).toEqual([{ want: 'want', end: {} }, 'ticket_used']);
});

test('a question that could not be put leaves the ticket good, and no longer than before', async () => {
  const { ticket } = await tickets.make(site, 'want', {});
  await tickets.take(site, ticket, 'q1');
  await tickets.giveBack(ticket);
  await tickets.take(site, ticket, 'q2');
  await tickets.giveBack(ticket);
  now += 5 * minute;
  expect(await code(tickets.take(site, ticket, 'q3'))).toBe('ticket_expired');
});

test('late is late; who thinks longer than that is not', async () => {
  const { ticket } = await tickets.make(site, 'want', {});
  const other = await tickets.make(site, 'want', {});
  now += 5 * minute - 1;
  await tickets.take(site, ticket, 'q1');
  now += 1;
  expect(await code(tickets.take(site, other.ticket, 'q2'))).toBe('ticket_expired');
  expect(await tickets.take(site, ticket, 'q1')).toMatchObject({ want: 'want' });
});

test.each(strangers)('%s cannot use it, nor learn that it is there, nor use it up', async (_, stranger) => {
  const { ticket } = await tickets.make(site, 'want', {});
  expect(await code(tickets.take(stranger, ticket, 'q1'))).toBe('ticket_invalid');
  expect(await code(tickets.take(stranger, 'made-up', 'q1'))).toBe('ticket_invalid');
  expect(await tickets.take(site, ticket, 'q1')).toMatchObject({ want: 'want' });
  expect(await code(tickets.take(stranger, ticket, 'q1'))).toBe('ticket_invalid');
});

test('who hoards them gets no more, others do; time and use make room', async () => {
  const made: string[] = [];
  for (let count = 0; count < 20; count += 1) made.push((await tickets.make(site, 'want', {})).ticket);
  expect(new Set(made).size).toBe(20);
  expect(await code(tickets.make(site, 'want', {}))).toBe('busy');
  await tickets.make({ kind: 'site', origin: 'https://other.example' }, 'want', {});
  await tickets.take(site, made[0] ?? '', 'q');
  await tickets.spend(made[0] ?? '');
  await tickets.make(site, 'want', {});
  expect(await code(tickets.make(site, 'want', {}))).toBe('busy');
  now += 5 * minute;
  await tickets.make(site, 'want', {});
});

test('what is remembered stays small', async () => {
  for (let count = 0; count < 700; count += 1) {
    const { ticket } = await tickets.make(site, 'want', {});
    await tickets.spend(ticket);
  }
  expect(stored.length).toBeLessThanOrEqual(501);
  expect(await code(tickets.make(site, 'want', {}))).toMatchObject({ expiresAt: now + 5 * minute });
});

test.each([
  ['its origin', 'https://app.example', 'https://app.example/'],
  ['a page of it', 'https://app.example/a?b=c#d', 'https://app.example/a?b=c#d'],
])('a page may be sent to %s', (_, targetOrigin, go) => {
  expect(endOf(site, { targetOrigin })).toEqual({ go });
});

test('this computer is reached without https', () => {
  const local: Outsider = { kind: 'site', origin: 'http://127.0.0.1:4000' };
  expect(endOf(local, { targetOrigin: 'http://127.0.0.1:4000/x' })).toEqual({ go: 'http://127.0.0.1:4000/x' });
});

test.each([
  ['another origin', 'https://evil.example/'],
  ['another scheme', 'http://app.example/'],
  ['another port', 'https://app.example:8443/'],
  ['another origin behind a user name', 'https://app.example@evil.example/'],
  ['a user name', 'https://user@app.example/'],
  ['a script', 'javascript:alert(document.domain)'],
  ['a blob of its own', 'blob:https://app.example/0b7c'],
  ['data', 'data:text/html,x'],
  ['every origin', '*'],
  ['a path', '/done'],
  ['one without a scheme', '//evil.example'],
  ['nothing', ''],
  ['an extension’s page', 'chrome-extension://abc/page.html'],
])('no page is sent to %s', (_, targetOrigin) => {
  expect(() => endOf(site, { targetOrigin })).toThrow(expect.objectContaining({ code: 'invalid_input' }) as Error);
  expect(() => endOf(site, { targetOrigin, callbackMessage: 'x' })).toThrow();
});

test('a message goes as it stands, and only to a page', () => {
  expect(endOf(site, { callbackMessage: 'signed in', targetOrigin: 'https://app.example/' })).toEqual({ say: 'signed in' });
  expect(endOf(site, { callbackMessage: '' })).toEqual({});
  const extension: Outsider = { kind: 'extension', id: 'abc' };
  expect(() => endOf(extension, { callbackMessage: 'x' })).toThrow();
  expect(() => endOf(extension, { targetOrigin: 'https://app.example/' })).toThrow();
  expect(endOf(extension, {})).toEqual({});
});

const asking = { t: 'connect', id: '1', activated: true };
test.each([
  ['a want', { ...asking, want: { service: 'x', force: true } }, true],
  ['a ticket', { ...asking, ticket: 'x' }, true],
  ['a handle', { ...asking, again: 'x', force: true }, true],
  ['a request', { t: 'request', want: { service: 'x', targetOrigin: 'https://app.example', callbackMessage: 'm' } }, true],
  ['a want and a ticket', { ...asking, want: { service: 'x' }, ticket: 'x' }, false],
  ['a ticket and a handle', { ...asking, ticket: 'x', again: 'x' }, false],
  ['nothing to ask', asking, false],
  ['a ticket that is no text', { ...asking, ticket: { toString: 'x' } }, false],
  ['a message that is no text', { t: 'request', want: { service: 'x', callbackMessage: {} } }, false],
  ['a long message', { t: 'request', want: { service: 'x', callbackMessage: 'm'.repeat(2001) } }, false],
  ['a request that speaks for someone', { t: 'request', want: { service: 'x', origin: 'https://evil.example' } }, false],
])('a frame with %s', (_, frame, good) => {
  expect(v.safeParse(askUp, frame).success).toBe(good);
});
