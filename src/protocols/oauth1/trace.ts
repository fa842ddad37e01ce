/** A call as the signature lens shows it afterwards: how it was signed, and what the service said. Without a secret. */
import { shownDetails } from '../../core/shown-text';
import { quoterOf } from '../../core/quoted';
import type { Context, Held, Incoming, Outgoing } from '../../core/protocol';
import type { SignedTrace } from '../../core/signature-lens';
import type { OAuth1Service } from '../../core/oauth1-service';
import { CountersignError } from '../../core/errors';
import { explain } from './explanation';
import type { OAuth1Secret } from './reply';
import { echoedBaseString, ERROR_BYTES } from './service-error';
import { serviceErrorIn } from './reaction';

/** A form longer than this, in characters, is not kept: its parameters are left out. */
const MOST_FORM = 8192;

/** @throws CountersignError `invalid_input` when the request carries no signature */
export async function trace(
  context: Context<OAuth1Service>,
  { secret }: Held<OAuth1Secret>,
  sent: Outgoing,
  got: Incoming,
): Promise<SignedTrace> {
  const { service, app } = context;
  const secrets = { consumerSecret: app.clientSecret !== '', tokenSecret: Boolean(secret.tokenSecret) };
  const quotesSecret = quoterOf([app.clientSecret, secret.tokenSecret ?? ''].filter((each) => each.length > 7));
  const { body, ...bare } = sent;
  const long = sizeOf(body) > MOST_FORM;
  const explanation = await explain(long ? bare : sent, secrets, { multipartText: service.multipartText ?? false });
  if (!explanation) throw new CountersignError('invalid_input');
  const error = await serviceErrorIn(service, got);
  const echoed = error && echoedBaseString(await got.peek(ERROR_BYTES));
  return {
    explanation: long ? { ...explanation, cut: true } : explanation,
    status: got.status,
    ...shownDetails(undefined, error ?? {}, [app.clientSecret, secret.tokenSecret]),
    ...(echoed !== undefined && !quotesSecret(echoed) && { echoed }),
  };
}

function sizeOf(body: Outgoing['body']): number {
  if (body === undefined) return 0;
  if (body instanceof Blob) return body.size;
  return body instanceof FormData ? Infinity : body.toString().length;
}
