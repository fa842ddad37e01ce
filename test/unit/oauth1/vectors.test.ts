import { describe, expect, test } from 'vitest';
import type { Outgoing } from '../../../src/core/protocol';
import { authorizationHeader } from '../../../src/protocols/oauth1/authorization-header';
import { baseStringUri, signatureBaseString } from '../../../src/protocols/oauth1/base-string';
import {
  formParameters,
  normalizedParameters,
  parameter,
  requestParameters,
  type Parameter,
} from '../../../src/protocols/oauth1/parameters';
import { hmacSha1, hmacSha256, hmacSha512, plaintext, signingKey } from '../../../src/protocols/oauth1/signature';
import { normalizationTable, vectors, type Vector } from './vectors';

const methods = new Map([hmacSha1, hmacSha256, hmacSha512, plaintext].map((method) => [method.name, method]));

test.each(normalizationTable)('%s is normalised to %s', (form, normalized) => {
  expect(normalizedParameters(formParameters(form))).toBe(normalized);
});

test('the file holds all 40 vectors', () => {
  expect(vectors).toHaveLength(40);
});

describe('base string', () => {
  test.each(vectors.filter(({ input }) => input.base_string === undefined))('$id', async ({ input, expected }) => {
    const request = requestOf(input);
    const parameters = [...(await requestParameters(request)), ...protocolParameters(input)];
    expect(baseStringUri(request.url)).toBe(expected.base_string_uri);
    expect(normalizedParameters(parameters)).toBe(expected.normalized_parameters);
    expect(signatureBaseString(request.method, request.url, parameters)).toBe(expected.base_string);
  });
});

describe('key and signature', () => {
  test.each(vectors.filter(({ input }) => methods.has(input.signature_method)))('$id', async ({ input, expected }) => {
    const secrets = { consumerSecret: input.consumer_secret ?? '', tokenSecret: input.token_secret ?? '' };
    expect(signingKey(secrets)).toBe(expected.signing_key);
    expect(await methods.get(input.signature_method)?.sign(expected.base_string, secrets)).toBe(expected.signature);
  });
});

describe('Authorization header', () => {
  test.each(vectors.filter(({ expected }) => expected.authorization_header))('$id', ({ input, expected }) => {
    const realm = expected.authorization_header_params?.find(([name]) => name === 'realm')?.[1];
    const parameters = [...protocolParameters(input), parameter('oauth_signature', expected.signature)];
    expect(authorizationHeader(parameters, realm)).toBe(expected.authorization_header);
  });
});

function requestOf(input: Vector['input']): Outgoing {
  const headers = new Headers(input.body_content_type ? { 'content-type': input.body_content_type } : {});
  const body =
    input.raw_body ??
    (input.body_form_params.length ? new URLSearchParams(input.body_form_params.map(([n, v]) => [n, v])) : undefined);
  return { method: input.method, url: new URL(input.url), headers, ...(body === undefined ? {} : { body }) };
}

function protocolParameters(input: Vector['input']): Parameter[] {
  return input.oauth_params.map(([name, value]) => parameter(name, value));
}
