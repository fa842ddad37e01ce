/** How an account's token travels with a request: as a bearer token, or with the proof of its key. */
import type { Held, Outgoing } from '../../core/protocol';
import { fill } from '../../core/template';
import { hmacHex } from '../../crypto/hmac';
import type { Ctx } from './client';
import type { OAuth2Secret } from './grant';
import { proofHeaders } from './proof';

/**
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-2.1
 * @see https://www.rfc-editor.org/rfc/rfc9449#section-7.1
 */
export async function signed(context: Ctx, held: Held<OAuth2Secret>, request: Outgoing): Promise<Outgoing> {
  const { service, app } = context;
  const { accessToken, tokenType } = held.secret;
  const headers = new Headers(request.headers);
  for (const [name, value] of Object.entries(service.apiHeaders ?? {}))
    headers.set(name, fill(value, { clientId: app.clientId, clientSecret: app.clientSecret }));
  let { url } = request;
  if (service.quirks?.includes('appsecret-proof') && app.clientSecret !== '') {
    url = new URL(url);
    url.searchParams.set('appsecret_proof', await hmacHex('SHA-256', app.clientSecret, accessToken));
  }
  if (tokenType === 'dpop') {
    const bound = await proofHeaders(context, accessToken, { ...request, url }, held.notes);
    for (const name of ['authorization', 'dpop']) headers.set(name, bound.get(name) ?? '');
  } else {
    const { tokenHeader = 'authorization', tokenPrefix = tokenHeader === 'authorization' ? 'Bearer' : '' } = service;
    headers.set(tokenHeader, `${tokenPrefix} ${accessToken}`.trimStart());
  }
  return { ...request, url, headers };
}
