/** What a signed request looks like, without sending it. */
import { expect, test } from 'vitest';
import { explain } from '../../../src/protocols/oauth1/explanation';
import { sign } from '../../../src/protocols/oauth1/signer';
import { expectedSignature, headerParameters } from './verifier';

const credentials = { consumerKey: 'key + &é', consumerSecret: 'secret%&=', token: 'to/ken', tokenSecret: 'tøken secret' };

test('upper-case type of a form', async () => {
  const headers = new Headers({ 'content-type': 'Application/X-WWW-Form-Urlencoded ; charset=UTF-8' });
  const request = { method: 'POST', url: new URL('https://api.example/a'), headers };
  const signatureOf = async (body: string) => {
    const signed = await sign({ ...request, body }, credentials, { timestamp: 0, nonce: 'n' });
    return headerParameters(signed.headers.get('authorization') ?? '').get('oauth_signature');
  };
  expect(await signatureOf('a=1')).not.toBe(await signatureOf('a=2'));
});

test('scheme and host in lower case, no default port, the path kept', async () => {
  const fixed = { timestamp: 1_700_000_000, nonce: 'n' };
  const url = new URL('HTTPS://API.Example:443/A%2fb/%7Ec?x=1');
  const { headers } = await sign({ method: 'get', url, headers: new Headers() }, credentials, fixed);
  const authorization = headers.get('authorization') ?? '';
  const expected = {
    method: 'GET',
    scheme: 'https',
    host: 'api.example',
    target: '/A%2fb/%7Ec?x=1',
    contentType: '',
    authorization,
    body: Buffer.alloc(0),
  } as const;
  expect(headerParameters(authorization).get('oauth_signature')).toBe(
    expectedSignature(expected, credentials.consumerSecret, credentials.tokenSecret),
  );
});

test('the request given stays as it was; other headers go along, an Authorization is replaced', async () => {
  const headers = new Headers({ authorization: 'Bearer mine', accept: 'text/html' });
  const request = { method: 'GET', url: new URL('https://api.example/a'), headers };
  const signed = await sign(request, credentials);
  expect(headers.get('authorization')).toBe('Bearer mine');
  expect(signed.headers.get('authorization')).toMatch(
    /^OAuth oauth_consumer_key="key%20%2B%20%26%C3%A9", oauth_token="to%2Fken", /,
  );
  expect(signed.headers.get('accept')).toBe('text/html');
});

test('without a token there is no oauth_token; further parameters, realm and time are used', async () => {
  const request = { method: 'POST', url: new URL('https://api.example/a'), headers: new Headers() };
  const { headers } = await sign(
    request,
    { consumerKey: 'k', consumerSecret: 's', tokenSecret: '' },
    {
      timestamp: 900.999,
      further: { oauth_callback: 'https://x.example/' },
      realm: 'a"b',
      signatureMethod: 'PLAINTEXT',
    },
  );
  const header = headers.get('authorization') ?? '';
  expect(header).toMatch(/^OAuth realm="a\\"b", /);
  const parameters = headerParameters(header);
  expect(parameters.has('oauth_token')).toBe(false);
  expect(parameters.get('oauth_timestamp')).toBe('900');
  expect(parameters.get('oauth_callback')).toBe('https://x.example/');
  expect(parameters.get('oauth_signature')).toBe('s&');
});

test('a query that begins with another question mark keeps it beside the protocol’s parameters', async () => {
  const given = { method: 'GET', url: new URL('https://api.example/a??=b'), headers: new Headers() };
  const { url } = await sign(given, credentials, { transport: 'query' });
  expect(url.search).toMatch(/^\?\?=b&oauth_consumer_key=/);
});

test('a request that becomes a form carries no body hash', async () => {
  const given = { method: 'POST', url: new URL('https://api.example/a'), headers: new Headers() };
  const { body, headers } = await sign(given, credentials, { transport: 'body', bodyHash: true });
  expect(headers.get('content-type')).toBe('application/x-www-form-urlencoded');
  const names = [...new URLSearchParams(body as string).keys()];
  expect(names).toContain('oauth_signature');
  expect(names).not.toContain('oauth_body_hash');
});

test('a realm may hold quotes and what looks like a parameter', async () => {
  const realm = 'q"a=", oauth_token="x\\';
  const given = { method: 'GET', url: new URL('https://api.example/a'), headers: new Headers() };
  const signed = await sign(given, credentials, { realm });
  const explained = await explain(signed, { consumerSecret: true, tokenSecret: true });
  expect(explained?.parameters.filter(({ name }) => name === 'oauth_token')).toEqual([
    { name: 'oauth_token', value: 'to%2Fken', from: 'protocol' },
  ]);
  expect(explained?.carried).toBe(signed.headers.get('authorization'));
});
