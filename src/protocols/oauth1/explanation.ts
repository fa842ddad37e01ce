/**
 * Takes a signed request apart again, step by step, for people: from what was sent alone, so that no secret is needed or shown. Also the
 * library entry `countersign/oauth1/explain`.
 */
import type { Outgoing } from '../../core/protocol';
import type { SignatureExplanation } from '../../core/signature-lens';
import type { OAuth1SignatureMethod } from '../../core/oauth1-service';
import { formToPercentEncoded, percentDecode } from '../../crypto/percent-encoding';
import { baseStringParts, baseStringUri } from './base-string';
import { ownParameters, type Placed } from './own-parameters';
import { pairs, sorted, type Parameter } from './parameters';
import { headerValue } from './transport';

export type { ExplainedParameter, SignatureExplanation } from '../../core/signature-lens';

const SIGNATURE = 'oauth_signature';
/** Stands for a signature that would tell the secrets. As long whatever they are. */
const MASK = '••••';

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
  const { own, body } = await ownParameters(sent, options.multipartText);
  const inHeader: Placed[] = [];
  let realm: string | undefined;
  for (const [, name = '', value = ''] of /^OAuth\s/i.test(header) ? header.matchAll(/([^\s,="]+)="((?:[^"\\]|\\.)*)"/g) : []) {
    if (name === 'realm') realm = value.replace(/\\(.)/g, '$1');
    else inHeader.push([name, formToPercentEncoded(value), 'protocol']);
  }
  const found = [...own, ...inHeader].map(([name, value, from]): Placed => [
    name,
    value,
    name.startsWith('oauth_') ? 'protocol' : from,
  ]);
  const protocol = found.filter(([, , place]) => place === 'protocol');
  const values = new Map(protocol.map(([name, value]) => [name, value]));
  const signatureMethod = values.get('oauth_signature_method') as OAuth1SignatureMethod | undefined;
  const signature = values.get(SIGNATURE);
  if (!signatureMethod || !signature) return undefined;
  const plain = signatureMethod === 'PLAINTEXT';
  const transport = inHeader.length > 0 ? 'header' : own.find(([name]) => name === SIGNATURE)?.[2] === 'query' ? 'query' : 'body';
  const signed = sorted(found).filter(([name]) => name !== SIGNATURE);
  const parts = baseStringParts(sent.method, sent.url, signed);
  const shown = protocol.map(([name, value]): Parameter => [name, plain && name === SIGNATURE ? MASK : value]);
  return {
    method: sent.method.toUpperCase(),
    baseUri: baseStringUri(sent.url),
    query: ownQuery(sent.url),
    parameters: signed.map(([name, value, from]) => ({ name, value, from })),
    parts,
    baseString: parts.join('&'),
    signatureMethod,
    key: signatureMethod.startsWith('RSA-') ? { kind: 'private' } : { kind: 'shared', ...secrets },
    ...(!plain && { signature: percentDecode(signature) }),
    transport,
    carried: transport === 'header' ? headerValue(shown, realm) : pairs(shown),
    notSigned: plain
      ? ['everything']
      : sent.body === undefined || body === 'form' || values.has('oauth_body_hash')
        ? ['headers']
        : ['headers', 'body'],
  };
}

/** The query without what the signature added to it. */
function ownQuery({ search }: URL): string {
  const pairs = search.slice(1).split('&');
  const own = pairs.filter((pair) => !pair.startsWith('oauth_')).join('&');
  return own && `?${own}`;
}
