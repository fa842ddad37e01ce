/** The lens's words: a request's title, where its parameters travelled and came from, what was signed with which key. */
import type { ExplainedParameter, SignatureExplanation } from '../../../src/core/signature-lens';
import type { OAuth1Transport } from '../../../src/core/oauth1-service';
import type { Instant } from '../../../src/core/words';
import type { TraceView } from '../../../src/messaging/views';
import { capitalised, t } from '../shared/texts';
import { secondsMoment } from '../shared/times';

/** "Today 13:31:50, POST statuses/update.json, 401, @alice_writes". */
export function traceTitle({ at, explanation, label, status }: TraceView, now: Instant): string {
  const time = capitalised(secondsMoment(at, now));
  const request = `${explanation.method} ${shortPath(explanation.baseUri)}`;
  return t('lens_trace', { account: label, request, status: String(status), time });
}

/** The path's last parts, which say most about a request: `statuses/update.json`. */
function shortPath(baseUri: string): string {
  const path = URL.canParse(baseUri) ? new URL(baseUri).pathname : baseUri;
  return path.split('/').filter(Boolean).slice(-2).join('/') || '/';
}

export function transportWord(transport: OAuth1Transport): string {
  return t(`transport_${transport}`);
}

/** "query", "form body", "multipart body", "signature". */
export function fromWord(from: ExplainedParameter['from']): string {
  return t(`parameter_${from}`);
}

/** The sentence over the signature: what was made of which text with which key, and what carried it. */
export function signSentence({ signatureMethod, transport }: SignatureExplanation): string {
  return signatureMethod === 'PLAINTEXT' ? t(`sign_plain_${transport}`) : t(`sign_${transport}`, { method: signatureMethod });
}

/** The sentence over the key. */
export function keySentence({ key, signatureMethod }: SignatureExplanation): string {
  if (key.kind === 'private') return t('key_private');
  return signatureMethod === 'PLAINTEXT' ? t('key_plain') : t('key_shared');
}

/** What no signature of this request covers, each with its sentence. */
export function notSignedSentences({ notSigned }: SignatureExplanation): string[] {
  return notSigned.map((what) => t(`unsigned_${what}`));
}

/** A secret as it is shown: always so many dots, whatever its length. */
export const mask = '••••••••';
