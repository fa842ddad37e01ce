/** Takes a signed request apart again, step by step, for people: from what was sent alone, so that no secret is needed or shown. */
import type { Outgoing } from '../../core/protocol';
import type { ExplainedParameter, SignatureExplanation } from '../../core/signature-lens';
import type { OAuth1SignatureMethod, OAuth1Transport } from '../../core/words';
import { formToPercentEncoded, percentDecode } from '../../crypto/percent-encoding';
import { baseStringParts, baseStringUri } from './base-string';
import { multipartParameters } from './multipart';
import { formOf, formParameters, mediaType, sorted, type Parameter } from './parameters';
import { headerValue, pairs } from './transport';

type Found = readonly [name: string, value: string, from: ExplainedParameter['from']];

/** Stands for a signature that would tell the secrets. As long whatever they are. */
const MASK = '••••••••';

/**
 * Explains a signed request.
 *
 * @param sent as it was sent, signature and all
 * @param secrets whether each half of the key is there, which the request itself does not tell
 * @returns nothing when the request carries no OAuth 1.0a signature
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.4
 */
export async function explain(
  sent: Outgoing,
  secrets: { readonly consumerSecret: boolean; readonly tokenSecret: boolean },
  options: { readonly multipartText?: boolean } = {},
): Promise<SignatureExplanation | undefined> {
  const header = sent.headers.get('authorization') ?? '';
  const inHeader = /^OAuth\s/i.test(header) ? headerParameters(header) : [];
  const form = await formOf(sent);
  const query = formParameters(sent.url.search.slice(1));
  const inBody = form === undefined ? await multipartText(sent, options) : formParameters(form);
  const found: Found[] = [
    ...query.map((each) => from(each, 'query')),
    ...inBody.map((each) => from(each, form === undefined ? 'multipart' : 'form')),
    ...inHeader.map((each) => from(each, 'protocol')),
  ];
  const protocol = found.filter(([, , place]) => place === 'protocol');
  const values = new Map(protocol.map(([name, value]) => [name, value]));
  const signatureMethod = values.get('oauth_signature_method') as OAuth1SignatureMethod | undefined;
  const signature = values.get('oauth_signature');
  if (signatureMethod === undefined || signature === undefined) return undefined;
  const plain = signatureMethod === 'PLAINTEXT';
  const transport = transportOf(inHeader, query);
  const signed = sorted(found).filter(([name]) => name !== 'oauth_signature');
  const parts = baseStringParts(
    sent.method,
    sent.url,
    signed.map(([name, value]): Parameter => [name, value]),
  );
  const shown = protocol.map(([name, value]): Parameter => [name, plain && name === 'oauth_signature' ? MASK : value]);
  return {
    method: sent.method.toUpperCase(),
    baseUri: baseStringUri(sent.url),
    query: ownQuery(sent.url),
    parameters: signed.map(([name, value, place]) => ({ name, value, from: place })),
    parts,
    baseString: parts.join('&'),
    signatureMethod,
    key: signatureMethod.startsWith('RSA-') ? { kind: 'private' } : { kind: 'shared', ...secrets },
    ...(!plain && { signature: percentDecode(signature) }),
    transport,
    carried: transport === 'header' ? headerValue(shown, realmOf(header)) : pairs(shown),
    notSigned: notSigned(sent, { plain, form: form !== undefined, hashed: values.has('oauth_body_hash') }),
  };
}

/** The query without what the signature added to it. */
function ownQuery({ search }: URL): string {
  const own = search.slice(1).split('&');
  const kept = own.filter((pair) => !pair.startsWith('oauth_'));
  return kept.length === own.length ? search : kept.length === 0 ? '' : `?${kept.join('&')}`;
}

function from([name, value]: Parameter, place: ExplainedParameter['from']): Found {
  return [name, value, name.startsWith('oauth_') ? 'protocol' : place];
}

function transportOf(inHeader: readonly Parameter[], query: readonly Parameter[]): OAuth1Transport {
  if (inHeader.length > 0) return 'header';
  return query.some(([name]) => name === 'oauth_signature') ? 'query' : 'body';
}

function headerParameters(header: string): Parameter[] {
  const found = [...header.matchAll(/([^\s,="]+)="([^"]*)"/g)].map(([, name = '', value = '']): Parameter => [name, value]);
  return found.filter(([name]) => name !== 'realm').map(([name, value]) => [name, formToPercentEncoded(value)]);
}

function realmOf(header: string): string | undefined {
  return /\brealm="((?:[^"\\]|\\.)*)"/.exec(header)?.[1]?.replace(/\\(.)/g, '$1');
}

async function multipartText(sent: Outgoing, options: { readonly multipartText?: boolean }): Promise<Parameter[]> {
  const type = sent.headers.get('content-type') ?? '';
  if (!options.multipartText || !(sent.body instanceof Blob) || mediaType(type) !== 'multipart/form-data') return [];
  return multipartParameters(sent.body, type);
}

function notSigned(
  { body }: Outgoing,
  { plain, form, hashed }: { plain: boolean; form: boolean; hashed: boolean },
): SignatureExplanation['notSigned'] {
  if (plain) return ['everything'];
  return body === undefined || form || hashed ? ['headers'] : ['headers', 'body'];
}
