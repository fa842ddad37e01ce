/** The boundary: who sent a message is read from the browser's sender, and what it says is checked before anything happens. */
import { describe, expect, test, vi } from 'vitest';
import { callerOf, serveOwn, type OwnHandlers } from '../../../src/messaging/serve';
import { ownInputs } from '../../../src/messaging/own-inputs';

const self = { id: 'countersign', origin: 'chrome-extension://countersign', noContainer: 'firefox-default' };
const page = {
  id: 'countersign',
  origin: self.origin,
  url: `${self.origin}/extension/pages/options/options.html`,
  tab: { id: 7 },
};
const content = { id: 'countersign', origin: 'https://site.example', url: 'https://site.example/', tab: { id: 8 }, frameId: 0 };

describe('the caller', () => {
  test.each([
    ['our page', page, { kind: 'own' }],
    ['our content script', content, { kind: 'site', origin: 'https://site.example' }],
    [
      'our content script, without an origin from the browser',
      { ...content, origin: undefined },
      { kind: 'site', origin: 'https://site.example' },
    ],
    ['our page, without an origin from the browser', { ...page, origin: undefined }, { kind: 'own' }],
    ['a site that names our page in its URL', { ...content, url: page.url }, { kind: 'site', origin: 'https://site.example' }],
    ['another extension', { id: 'other', origin: 'chrome-extension://other' }, { kind: 'extension', id: 'other' }],
    ['another extension that claims our origin', { id: 'other', origin: self.origin }, { kind: 'extension', id: 'other' }],
    ['a sandboxed frame', { ...content, origin: 'null' }, undefined],
    ['a private window', { ...content, tab: { id: 8, incognito: true } }, undefined],
    ['a page that is only prerendered', { ...content, documentLifecycle: 'prerender' }, undefined],
    ['a tab that we may not see, from a frame in it', { ...content, frameId: 3 }, undefined],
    ['nothing but an origin', { id: content.id, origin: content.origin }, undefined],
    [
      'a frame of the tab’s own site',
      { ...content, frameId: 3, tab: { id: 8, url: 'https://site.example/page' } },
      { kind: 'site', origin: 'https://site.example' },
    ],
    [
      'a frame in another site',
      { ...content, frameId: 3, tab: { id: 8, url: 'https://other.example/page' } },
      { kind: 'site', origin: 'https://site.example', within: 'https://other.example' },
    ],
    [
      'a frame in a page that is no web page',
      { ...content, frameId: 3, tab: { id: 8, url: 'chrome-extension://x/y' } },
      undefined,
    ],
    [
      'a container',
      { ...content, tab: { id: 8, cookieStoreId: 'firefox-container-2' } },
      { kind: 'site', origin: 'https://site.example', container: 'firefox-container-2' },
    ],
    [
      'no container',
      { ...content, tab: { id: 8, cookieStoreId: 'firefox-default' } },
      { kind: 'site', origin: 'https://site.example' },
    ],
    ['a file', { ...content, origin: 'file://' }, undefined],
    ['nobody', {}, undefined],
  ])('%s', (_, sender, expected) => {
    expect(callerOf(self, sender as never)).toEqual(expected);
  });
});

const handlers = Object.fromEntries(
  Object.keys(ownInputs).map((name) => [name, vi.fn(async () => undefined)]),
) as unknown as OwnHandlers;
const send = (message: unknown, sender: object = page) => serveOwn(self, handlers, message, sender);

test.each(Object.keys(ownInputs))('%s is refused to everyone but our own pages', async (own) => {
  for (const sender of [content, { id: 'other' }, {}]) {
    expect(await send({ own, input: {} }, sender)).toMatchObject({ ok: false, problem: { code: 'not_for_you' } });
  }
  expect(handlers[own as keyof OwnHandlers]).not.toHaveBeenCalled();
});

test.each([
  [{ own: 'toString', input: {} }],
  [{ own: '__proto__', input: {} }],
  [{ own: 7, input: {} }],
  [{ own: 'accounts.renew', input: {} }],
  [{ own: 'accounts.renew', input: { id: 7 } }],
  [{ own: 'accounts.renew', input: { id: 'a', more: 1 } }],
  [{ own: 'accounts.renew' }],
  [{ own: 'sites.enable', input: { origin: 'https://a.example/path' } }],
  [{ own: 'sites.enable', input: { origin: 'chrome-extension://countersign' } }],
  [{ own: 'asks.allow', input: { id: 'a', accountId: 'b', access: 'all', paths: [], lasting: 'day' } }],
])('%j is no valid message', async (message) => {
  expect(await send(message)).toMatchObject({ ok: false, problem: { code: 'invalid_message' } });
});

test('what is wrong is named, what stood there is not', async () => {
  const answer = await send({ own: 'apps.save', input: { serviceId: 's', clientId: 'c', clientSecret: ['practice-secret'] } });
  expect(JSON.stringify(answer)).toContain('clientSecret');
  expect(JSON.stringify(answer)).not.toContain('practice-secret');
});

test.each([undefined, null, 'own', 7, {}, { t: 'call' }])('%j is not answered at all', (message) => {
  expect(send(message)).toBeUndefined();
});

test('a failure crosses as its problem, and a surprise without its message', async () => {
  vi.mocked(handlers.overview).mockRejectedValueOnce(new RangeError('practice-secret'));
  const answer = await send({ own: 'overview', input: {} });
  expect(answer).toMatchObject({ ok: false, problem: { code: 'unexpected', about: 'RangeError' } });
  expect(JSON.stringify(answer)).not.toContain('practice-secret');
});
