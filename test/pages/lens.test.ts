/** The pure parts of the lens: codes in words, the typed request, the steps as text, and which line of the activity a request was. */
import { describe, expect, test, vi } from 'vitest';
import { lensText } from '../../extension/pages/options/lens-as-text';
import { meaningOf } from '../../extension/pages/options/lens-codes';
import { emptyDraft, lensErrorIn, typedRequest } from '../../extension/pages/options/lens-draft';
import { saidWords } from '../../extension/pages/options/lens-said';
import { traceTitle } from '../../extension/pages/options/lens-words';
import { traceOf } from '../../extension/pages/options/use-traces';
import { present } from './gallery/fixtures';
import { explanationOf, signedLine, traces } from './gallery/lens';

vi.mock('webextension-polyfill', () => import('./gallery/browser-stub'));

const explanation = explanationOf('rfc5849-3.4.1-base-string');

describe('codes', () => {
  test.each([
    ['89', 'token'],
    ['135', 'time'],
    ['187', 'duplicate'],
    ['signature_invalid', 'signature'],
    ['96', 'signature'],
    ['token_revoked', 'token'],
    ['4711', undefined],
  ])('%s means %s', (serviceCode, meaning) => {
    expect(meaningOf({ explanation, status: 401, serviceCode })).toBe(meaning);
  });

  test('99 is about rights where its text says so, and about credentials elsewhere', () => {
    expect(meaningOf({ explanation, status: 403, serviceCode: '99' })).toBe('unverified');
    const serviceText = 'Insufficient permissions. Method requires write privileges.';
    expect(meaningOf({ explanation, status: 200, serviceCode: '99', serviceText })).toBe('access');
  });

  test('are told after the status, with what to do', () => {
    const { title, rest } = saidWords({ explanation, status: 403, serviceCode: '187' });
    expect(title).toBe('403: this status was sent already.');
    expect(rest).toContain('The signature was accepted');
    expect(saidWords({ explanation, status: 201 }).title).toBe('201: accepted.');
    expect(saidWords({ explanation, status: 500 })).toEqual({ title: '500: refused.', rest: 'It named no code.' });
    expect(saidWords({ explanation, status: 200, serviceCode: '4711' }).title).toBe('200: refused.');
  });
});

test('a request’s title says when, what, with which answer, and who', () => {
  const [trace] = traces;
  expect(trace && traceTitle(trace, present)).toMatch(/^Today \d\d:\d\d:50, POST request, 200, @alice_writes$/u);
});

describe('what is typed', () => {
  const draft = { ...emptyDraft, url: ' https://api.example/ ', consumerKey: 'key' };

  test('an empty field is left away, and a secret goes as it is', () => {
    expect(typedRequest({ ...draft, method: 'post', consumerSecret: ' s ', tokenSecret: '' })).toEqual({
      method: 'POST',
      url: 'https://api.example/',
      signatureMethod: 'HMAC-SHA1',
      transport: 'header',
      consumerKey: 'key',
      consumerSecret: ' s ',
    });
  });

  test.each([
    [{ url: '' }, 'url', 'missing'],
    [{ url: 'api.example' }, 'url', 'url'],
    [{ url: 'ftp://api.example/' }, 'url', 'url'],
    [{ method: 'GET /' }, 'method', 'method'],
    [{ consumerKey: ' ' }, 'consumerKey', 'missing'],
    [{ timestamp: '12.5' }, 'timestamp', 'seconds'],
    [{ signatureMethod: 'RSA-SHA1' }, 'consumerSecret', 'missing'],
    [{ consumerSecret: '' }, 'consumerSecret', undefined],
  ] as const)('%j: %s is %s', (change, field, wrong) => {
    expect(lensErrorIn({ ...draft, ...change }, field)).toBe(wrong);
  });
});

test('as text it has six steps, and no secret', () => {
  const text = lensText(explanation, traces[1]);
  expect(text.match(/^\d\. .+$/gmu)).toHaveLength(6);
  expect(text).toContain(explanation.baseString);
  expect(text).toContain('•••••••• app secret & •••••••• token secret');
  expect(text).not.toMatch(/j49sk3j29djd|dh893hdasih9/u);
  const plain = lensText(explanationOf('core-1.0a-A.2-request-token-plaintext'), undefined);
  expect(plain).toContain('no token secret');
  expect(plain).not.toMatch(/kd94hf93k423kf44|POST&/u);
});

test.each([
  [{}, 't1'],
  [{ at: signedLine.at + 100 }, undefined],
  [{ took: 10 }, undefined],
  [{ answer: 403 }, undefined],
  [{ host: 'example.org' }, undefined],
  [{ accountId: 'a1' }, undefined],
  [{ caller: { kind: 'own' } }, undefined],
] as const)('a line with %j is the request %s', (change, id) => {
  expect(traceOf({ ...signedLine, ...change }, traces)?.id).toBe(id);
});

test('a line that could be either of two requests leads to none', () => {
  expect(traceOf(signedLine, [...traces, ...traces.slice(0, 1)])).toBeUndefined();
});
