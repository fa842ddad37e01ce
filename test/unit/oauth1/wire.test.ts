/** Signs requests, sends them with the real `fetch`, and verifies them from the raw bytes that arrive. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Outgoing } from '../../../src/core/protocol';
import { sign } from '../../../src/protocols/oauth1/signer';
import { expectedSignature, headerParameters, type Arrived } from './verifier';

const credentials = { consumerKey: 'key + &é', consumerSecret: 'secret%&=', token: 'to/ken', tokenSecret: 'tøken secret' };
const formType = 'application/x-www-form-urlencoded';

let origin = '';
let arrived: Arrived | undefined;
const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { host = '', authorization = '', 'content-type': contentType = '' } = request.headers;
    const body = Buffer.concat(chunks);
    arrived = { method: request.method ?? '', scheme: 'http', host, target: request.url ?? '', contentType, authorization, body };
    response.end();
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
});

/** Whether what arrived carries the right signature. */
async function arrivesSigned(method: string, target: string, body?: Outgoing['body'], type?: string): Promise<boolean> {
  const headers = new Headers(type === undefined ? {} : { 'content-type': type });
  const request = { method, url: new URL(origin + target), headers, ...(body === undefined ? {} : { body }) };
  const signed = await sign(request, credentials);
  await fetch(signed.url.href, { method, headers: signed.headers, body: signed.body ?? null });
  if (!arrived) return false;
  const signature = headerParameters(arrived.authorization).get('oauth_signature');
  return signature === expectedSignature(arrived, credentials.consumerSecret, credentials.tokenSecret);
}

test.each([
  '',
  '/',
  '/?',
  '/a?b',
  '/a?b=',
  '/a?=b',
  '/a?=',
  '/a?&&b=1&&',
  '/a?b=1&b=1&b=0&a=2',
  '/it\'s|a[path]{with}^`<">~!$()*,;:@&=+ spaces\\and%7e%2f%zz',
  '/a?q=it\'s|[x]{y}^`<">\\ ~!$()*,;:@/?#gone',
  '/a?a+b=c+d&e%20f=g%2Bh',
  '/a?c%40=&a3=2%20q&a3=a&b5=%3D%253D',
  '/a?x!y=a&x=a&x%20y=b&x+y=a',
  '/ä/日本?ü=日本&emoji=😀&%C3%BC=ü',
  '/a?half=\uD800',
  '/a?latin1=caf%e9&bytes=%ff%fe',
  '/a?percent=100%&hex=%4&u=%u0041',
  '/a?b=1?c=2=3;d=4',
  '/a/../b/./c//d',
  '/a?tab=\t1\n2',
  '/a?A=1&a=2&_=3&-=4&~=5&0=6&é=7',
  `/a?long=${'x%20+'.repeat(1000)}`,
])('%s', async (target) => {
  expect(await arrivesSigned('GET', target)).toBe(true);
});

const form = new URLSearchParams([
  ['b', '2 +%&='],
  ['b', "it's é"],
  ['', ''],
  ['*', '~'],
]);

test.each<[string, Outgoing['body'], string | undefined]>([
  ['URLSearchParams', form, undefined],
  ['URLSearchParams with the header', form, `${formType};charset=UTF-8`],
  ['URLSearchParams as something else', form, 'text/plain'],
  ['a form as text', "c2&a3=2+q&raw=é'!%zz&&=", 'Application/X-WWW-Form-Urlencoded'.toLowerCase()],
  ['text without a type', 'a=b', undefined],
  ['an empty form', '', formType],
  ['a form as a Blob', new Blob(['a=b+c&a=%e9'], { type: formType }), undefined],
  ['another Blob', new Blob(['a=b'], { type: 'text/plain' }), undefined],
  ['a Blob sent as a form', new Blob(['\uFEFFa=b'], { type: 'text/plain' }), formType],
  ['JSON', '{"a":"b=c&d"}', 'application/json'],
  ['nothing', undefined, undefined],
])('a body: %s', async (_, body, type) => {
  expect(await arrivesSigned('POST', '/a?b=1&a3=a', body, type)).toBe(true);
});

test('a multipart body is not signed and keeps its own type', async () => {
  const body = new FormData();
  body.set('status', 'a=b');
  expect(await arrivesSigned('POST', '/upload', body)).toBe(true);
  expect(arrived?.contentType).toMatch(/^multipart\/form-data; boundary=/);
});

test('random parameters, as query and as form', async () => {
  const random = seeded(5849);
  const alphabet = [
    ...Array.from('abcXYZ019-._~ +%&=?#/!*\'()|[]{}^"<>\\;:@,$`'),
    'é',
    'ß',
    '日',
    '😀',
    '\uFEFF',
    '\u0000',
    '\u007F',
    '%41',
    '%e9',
    '%2B',
  ];
  const text = () => Array.from({ length: random(8) }, () => alphabet[random(alphabet.length)]).join('');
  const written = (encode: boolean) => (encode ? encodeURIComponent(text()) : text().replace(/[&=#]/g, ''));
  const query = () =>
    Array.from({ length: random(6) }, () => `${written(random(2) === 0)}=${written(random(2) === 0)}`).join('&');
  for (let round = 0; round < 150; round++) {
    const target = `/${encodeURIComponent(text())}/${text().replace(/[?#\\/]/g, '')}?${query()}`;
    const asForm = random(2) === 0;
    expect([
      target,
      await arrivesSigned(asForm ? 'POST' : 'GET', target, asForm ? query() : undefined, asForm ? formType : undefined),
    ]).toEqual([target, true]);
  }
});

/** Small whole numbers, the same in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
