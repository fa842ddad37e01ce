/** Who signed in, asked at the service with the fresh token. */
import { CountersignError } from '../../core/errors';
import { firstBytes } from '../../core/first-bytes';
import type { Facts, Grant, Held, Outgoing } from '../../core/protocol';
import { safeUrl } from '../../core/urls';
import { valueAt } from '../../core/value-at';
import type { Ctx } from './client';
import { noteNonce } from './proof';
import { withApiHost, withIdentity, type OAuth2Secret } from './grant';
import { signed } from './signing';

/** An answer about one person is never longer, in bytes. */
const longest = 256 * 1024;

/**
 * The facts with what the service tells about the person. Where the person is known already, an answer that cannot be had is no reason to
 * lose what was granted.
 * @throws CountersignError `wrong_person` when it speaks of another person than the ID token; `service_error`, `service_refused`,
 *   `service_unreachable`, `reply_invalid`
 * @see https://openid.net/specs/openid-connect-core-1_0.html#UserInfo
 */
export async function identified(context: Ctx, { secret, facts }: Grant<OAuth2Secret>): Promise<Facts> {
  const { service } = context;
  try {
    const claims = await userinfo(context, { secret, facts, notes: {} });
    // Only an ID token vouches for the person beforehand; the answer must then be about the same one.
    const vouched = service.issuer !== undefined && service.jwksUrl !== undefined ? facts.subject : undefined;
    const told = valueAt(claims, service.identity?.subject ?? 'sub');
    if (vouched !== undefined && told !== vouched) throw new CountersignError('wrong_person', { about: service.name });
    return withApiHost(withIdentity(facts, service, claims), service, claims);
  } catch (error) {
    // Where the API is must be known; who signed in may be known already.
    if (
      facts.subject === undefined ||
      (service.apiHostFrom !== undefined && !facts.apiHosts) ||
      (error instanceof CountersignError && error.code === 'wrong_person')
    )
      throw error;
    return facts;
  }
}

/** Asks the userinfo endpoint, as the account. */
export async function askUserinfo(context: Ctx, held: Held<OAuth2Secret>): Promise<Response> {
  const { userinfoUrl = '', userinfoMethod: method = 'GET', userinfoBody: body, dpop } = context.service;
  const url = safeUrl(userinfoUrl);
  const headers = new Headers({ accept: 'application/json' });
  if (body !== undefined) headers.set('content-type', 'application/json');
  const plain: Outgoing = { method, url, headers, ...(body !== undefined && { body }) };
  const send = async (): Promise<Response> => {
    const response = await context.http(await signed(context, held, plain));
    if (dpop) noteNonce((await context.key()).id, plain.url, response.headers);
    return response;
  };
  const first = await send();
  return dpop && first.status === 401 && /use_dpop_nonce/.test(first.headers.get('www-authenticate') ?? '') ? send() : first;
}

async function userinfo(context: Ctx, held: Held<OAuth2Secret>): Promise<unknown> {
  const about = context.service.name;
  const response = await askUserinfo(context, held).catch((error: unknown) => {
    throw error instanceof TypeError ? new CountersignError('service_unreachable', { about }) : error;
  });
  const { status } = response;
  if (status >= 500) throw new CountersignError('service_error', { about, status });
  if (!response.ok) throw new CountersignError('service_refused', { about, status });
  try {
    return JSON.parse(await firstBytes(response, longest)) as unknown;
  } catch {
    throw new CountersignError('reply_invalid', { about, status });
  }
}
