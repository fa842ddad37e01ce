/** Every published vector, from the request to the header that carries its signature. */
import { describe, expect, test } from 'vitest';
import type { Outgoing } from '../../../src/core/protocol';
import { baseStringParts, baseStringUri, signatureBaseString } from '../../../src/protocols/oauth1/base-string';
import { explain } from '../../../src/protocols/oauth1/explanation';
import { formOf, formParameters, pairs, parameter, sorted } from '../../../src/protocols/oauth1/parameters';
import { signatureMethods, signatureText, signingKey } from '../../../src/protocols/oauth1/signature';
import { sign } from '../../../src/protocols/oauth1/signer';
import { headerValue } from '../../../src/protocols/oauth1/transport';
import { normalizationTable, vectors, type Vector } from './vectors';

/** The parameters that the signer makes by itself. */
const usual = ['oauth_consumer_key', 'oauth_token', 'oauth_signature_method', 'oauth_timestamp', 'oauth_nonce', 'oauth_version'];

test.each(normalizationTable)('%s is normalised to %s', (form, normalized) => {
  expect(pairs(sorted(formParameters(form)))).toBe(normalized);
});

test('the file holds all 40 vectors, of all seven methods', () => {
  expect(vectors).toHaveLength(40);
  expect([...new Set(vectors.map(({ input }) => input.signature_method))].toSorted()).toEqual(
    Object.keys(signatureMethods).toSorted(),
  );
});

describe('base string', () => {
  test.each(vectors.filter(({ input }) => input.base_string === undefined))('$id', async ({ input, expected }) => {
    const request = requestOf(input);
    const form = await formOf(request);
    const parameters = [
      ...formParameters(request.url.search.slice(1)),
      ...formParameters(form ?? ''),
      ...input.oauth_params.map(([name, value]) => parameter(name, value)),
    ];
    expect(baseStringUri(request.url)).toBe(expected.base_string_uri);
    expect(decodeURIComponent(baseStringParts(request.method, request.url, parameters)[2])).toBe(expected.normalized_parameters);
    expect(signatureBaseString(request.method, request.url, parameters)).toBe(expected.base_string);
  });
});

/**
 * The RFC prints `bYT5CMsGcbgUdFHObYMEfcx6bsw=` for the request of its section 3.4.1; its own base string and secrets give what the
 * vector holds.
 */
test('the RFC’s own misprint is not what its base string gives', async () => {
  const vector = vectors.find(({ id }) => id === 'rfc5849-3.4.1-base-string');
  expect(vector?.expected.signature).not.toBe('bYT5CMsGcbgUdFHObYMEfcx6bsw=');
});

describe('key and signature', () => {
  test.each(vectors.filter(({ expected }) => expected.signature))('$id', async ({ input, expected }) => {
    const secrets = secretsOf(input);
    if (expected.signing_key !== null) expect(signingKey(secrets)).toBe(expected.signing_key);
    const signature = await signatureMethods[input.signature_method].sign(expected.base_string, secrets);
    expect(signatureText(signature)).toBe(expected.signature);
  });
});

describe('Authorization header', () => {
  test.each(vectors.filter(({ expected }) => expected.authorization_header))('$id', ({ input, expected }) => {
    const realm = expected.authorization_header_params?.find(([name]) => name === 'realm')?.[1];
    const parameters = [...input.oauth_params, ['oauth_signature', expected.signature] as const];
    expect(
      headerValue(
        parameters.map(([name, value]) => parameter(name, value)),
        realm,
      ),
    ).toBe(expected.authorization_header);
  });
});

describe('signed as a whole, and explained', () => {
  const whole = vectors.filter(({ input, expected }) => expected.signature && input.base_string === undefined);
  test.each(whole)('$id', async ({ input, expected }) => {
    const values = new Map(input.oauth_params);
    const bodyHash = values.has('oauth_body_hash');
    const further = input.oauth_params.filter(([name]) => !usual.includes(name) && name !== 'oauth_body_hash');
    const credentials = {
      ...secretsOf(input),
      consumerKey: values.get('oauth_consumer_key') ?? '',
      token: values.get('oauth_token'),
    };
    const signed = await sign(requestOf(input), credentials, {
      signatureMethod: input.signature_method,
      timestamp: Number(values.get('oauth_timestamp') ?? 0),
      nonce: values.get('oauth_nonce') ?? '',
      version: values.has('oauth_version'),
      further: Object.fromEntries(further),
      bodyHash,
    });
    const explained = await explain(signed, { consumerSecret: true, tokenSecret: true });
    // Vectors of PLAINTEXT may lack a timestamp and a nonce, which we always send.
    if (values.has('oauth_timestamp')) expect(explained?.baseString).toBe(expected.base_string);
    if (input.signature_method === 'PLAINTEXT') {
      expect(explained?.signature).toBeUndefined();
      expect(JSON.stringify(explained)).not.toContain(input.consumer_secret);
    } else expect(explained?.signature).toBe(expected.signature);
    const sent = /oauth_signature="([^"]*)"/.exec(signed.headers.get('authorization') ?? '')?.[1];
    expect(decodeURIComponent(sent ?? '')).toBe(expected.signature);
  });
});

function requestOf(input: Vector['input']): Outgoing {
  const headers = new Headers(input.body_content_type ? { 'content-type': input.body_content_type } : {});
  const body =
    input.raw_body ??
    (input.body_form_params.length ? new URLSearchParams(input.body_form_params.map(([n, v]) => [n, v])) : undefined);
  return { method: input.method, url: new URL(input.url), headers, ...(body === undefined ? {} : { body }) };
}

function secretsOf({ consumer_secret, token_secret, rsa_private_key_jwk, signature_method }: Vector['input']) {
  const rsa = signature_method.startsWith('RSA');
  const shared = { consumerSecret: consumer_secret ?? '', tokenSecret: token_secret ?? '' };
  return rsa && rsa_private_key_jwk ? { ...shared, privateKey: rsa_private_key_jwk } : shared;
}
