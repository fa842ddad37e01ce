/** Traces for the signature lens, made of published requests: their base strings and signatures are true. */
import type { ExplainedParameter, SignatureExplanation, SignedTrace } from '../../../src/core/signature-lens';
import type { OAuth1SignatureMethod } from '../../../src/core/oauth1-service';
import type { ActivityView, TraceView } from '../../../src/messaging/views';
import data from '../../vectors/oauth1.json' with { type: 'json' };
import { present, writer } from './fixtures';

/** @param id of a vector with a whole request */
export function explanationOf(id: string): SignatureExplanation {
  const vector = data.vectors.find((each) => each.id === id);
  const { method, url = '', signature_method: signatureMethod, token_secret: tokenSecret } = vector?.input ?? {};
  const expected: Readonly<Record<string, unknown>> = vector?.expected ?? {};
  const text = (name: string): string => {
    const value = expected[name];
    if (typeof value !== 'string') throw new Error(`The vector ${id} has no ${name}`);
    return value;
  };
  const [baseString, header] = [text('base_string'), text('authorization_header')];
  const isPlain = signatureMethod === 'PLAINTEXT';
  const [verb = '', address = '', parameters = ''] = baseString.split('&');
  const { search } = new URL(url);
  const inForm = (vector?.input.body_form_params ?? []).map(([name = '', value = '']) => `${encode(name)}=${encode(value)}`);
  return {
    method: method ?? '',
    baseUri: text('base_string_uri'),
    query: search,
    parameters: text('normalized_parameters')
      .split('&')
      .map((pair) => {
        const [name = '', value = ''] = pair.split('=');
        return { name, value, from: fromOf(name, inForm.includes(pair)) };
      }),
    parts: [verb, address, parameters],
    baseString,
    signatureMethod: signatureMethod as OAuth1SignatureMethod,
    key: { kind: 'shared', consumerSecret: true, tokenSecret: tokenSecret !== '' },
    ...(!isPlain && { signature: text('signature') }),
    transport: 'header',
    carried: isPlain ? header.replace(/oauth_signature="[^"]*"/u, 'oauth_signature="••••••••"') : header,
    notSigned: isPlain ? ['everything'] : ['headers'],
  };
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/gu, (char) => `%${char.charCodeAt(0).toString(16)}`);
const fromOf = (name: string, isForm: boolean): ExplainedParameter['from'] =>
  name.startsWith('oauth_') ? 'protocol' : isForm ? 'form' : 'query';

function trace(id: string, secondsAgo: number, vector: string, said: Omit<SignedTrace, 'explanation'>): TraceView {
  const at = present - secondsAgo * 1000;
  const caller = { kind: 'site', origin: 'https://write.example' } as const;
  return { id, at, caller, accountId: writer.id, label: writer.label, explanation: explanationOf(vector), ...said };
}

const form = 'rfc5849-3.4.1-base-string';
/** As a service quotes it in HTML, having read the space as a plus sign. */
const echoed = explanationOf(form).baseString.replace('r%2520b', 'r%252Bb').replaceAll('&', '&amp;');

export const traces: readonly TraceView[] = [
  trace('t1', 910, form, { status: 200 }),
  trace('t2', 964, form, {
    status: 401,
    serviceCode: 'signature_invalid',
    serviceText: 'Signature does not match.',
    echoed,
  }),
  trace('t3', 1310, 'core-1.0a-A.2-request-token-plaintext', { status: 401, serviceCode: 'timestamp_refused' }),
  trace('t4', 2420, 'rfc5849-1.2-resource-get', {
    status: 403,
    serviceCode: '7301',
    serviceText: 'This album is closed until its owner opens it again.',
  }),
  trace('t5', 90_000, 'netsuite-rest-get-hmac-sha256', { status: 200 }),
];

/** A line of the activity's that stands for a request of the lens. */
export const signedLine: ActivityView = {
  id: 9,
  at: present - 910_084,
  caller: { kind: 'site', origin: 'https://write.example' },
  accountId: writer.id,
  method: 'POST',
  host: 'example.com',
  path: '/request',
  answer: 200,
  took: 96,
  sent: 9,
  received: 412,
  renewed: false,
};

/** What the worker answers about the lens. @param none no request was signed yet */
export function lensAnswer(name: string, none: boolean): unknown {
  return name === 'lens.recent' ? (none ? [] : traces) : explanationOf('rfc5849-1.2-token-request');
}
