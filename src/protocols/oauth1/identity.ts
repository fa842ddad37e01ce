/** Who signed in, where the access token's reply does not tell: asked with a signed GET. */
import { CountersignError } from '../../core/errors';
import type { Context, Facts } from '../../core/protocol';
import { labelAt, valueAt } from '../../core/value-at';
import type { OAuth1Service } from '../../core/oauth1-service';
import { jsonIn } from './service-error';
import type { Token } from './signing';
import { callEndpoint } from './token-endpoint';

/** An answer about one person is never longer than this, in bytes. */
const MOST_BYTES = 256 * 1024;

/**
 * The facts with the names that the service tells. An answer without the subject is no reason to lose what was granted: the facts stay.
 *
 * @throws CountersignError `service_refused`, `service_error`, `service_unreachable`, `clock_refused`
 */
export async function identified(
  context: Context<OAuth1Service>,
  token: Token,
  facts: Facts,
  skewSeconds: number,
): Promise<{ readonly facts: Facts; readonly skewSeconds: number }> {
  const { service } = context;
  if (service.identityUrl === undefined) return { facts, skewSeconds };
  const url = identityUrl(service.identityUrl, facts.apiHosts?.[0] ?? service.apiHosts[0]);
  const answer = await callEndpoint(context, {
    endpoint: 'identity',
    url,
    method: 'GET',
    token,
    skewSeconds,
    mostBytes: MOST_BYTES,
  });
  const data = jsonIn(answer.body);
  const subject = service.identity && valueAt(data, service.identity.subject);
  const label = service.identity?.label === undefined ? undefined : labelAt(data, service.identity.label);
  return {
    facts: { ...facts, ...(subject ? { subject } : {}), ...(label ? { label } : {}) },
    skewSeconds: answer.skewSeconds,
  };
}

function identityUrl(entry: string, host: string | undefined): string {
  if (!entry.startsWith('/')) return entry;
  if (host === undefined) throw new CountersignError('invalid_input', { about: 'API host' });
  return host + entry;
}
