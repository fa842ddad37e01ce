/** The end of an account's access at the service. */
import * as oauth from 'oauth4webapi';
import { CountersignError } from '../../core/errors';
import { firstBytes } from '../../core/first-bytes';
import { errorCodesIn } from '../../core/service-codes';
import type { OAuth2Service } from '../../core/oauth2-service';
import type { Held } from '../../core/protocol';
import { speakerFor, type Ctx } from './client';
import { told } from './failures';
import type { OAuth2Secret } from './grant';
import { sendVendor } from './vendor-request';

/** How much of an answer is worth reading for an error. */
const errorBytes = 8192;

/**
 * Ends the grant: the refresh token first where there is one, since services end its access tokens with it.
 * An app without the secret that the service wants elsewhere, as in the implicit way, names only itself.
 * @see https://www.rfc-editor.org/rfc/rfc7009#section-2
 */
export async function revoke(context: Ctx, held: Held<OAuth2Secret>): Promise<'revoked' | 'unsupported'> {
  const { service, app } = context;
  if (service.revokeBy) return revokeByVendor(context, held);
  if (service.revokeUrl === undefined) return 'unsupported';
  const hasNone = app.clientSecret === '' && /^(client_secret|private_key)/.test(app.clientAuth ?? service.clientAuth);
  const speaking = hasNone ? { ...context, app: { ...app, clientAuth: 'none' as const } } : context;
  const { as, client, auth, options } = await speakerFor(speaking);
  const { refreshToken, accessToken } = held.secret;
  for (const token of [refreshToken, accessToken]) {
    if (token === undefined) continue;
    await told(context, [refreshToken, accessToken, app.clientSecret], async () => {
      const response = await oauth.revocationRequest(as, client, auth, token, options);
      const codes = response.ok ? [] : errorCodesIn(await firstBytes(response.clone(), errorBytes));
      // By the standard, no error; some services end the access token with the refresh token and then do not know it any more.
      if (!codes.some((code) => isDead(service, code))) await oauth.processRevocationResponse(response);
    });
  }
  return 'revoked';
}

async function revokeByVendor(context: Ctx, held: Held<OAuth2Secret>): Promise<'revoked'> {
  const { service } = context;
  const { revokeBy, quirks = [] } = service;
  const response = await sendVendor(context, revokeBy!, held);
  const { status } = response;
  const codes = errorCodesIn(await firstBytes(response, errorBytes));
  const refused = !response.ok || (quirks.includes('errors-in-200') && codes.length > 0);
  // A token that is dead already is what was asked for.
  if (!refused || status === 401 || codes.some((code) => isDead(service, code))) return 'revoked';
  const about = service.name;
  throw new CountersignError(status >= 500 ? 'service_error' : 'service_refused', { about, status });
}

function isDead({ deadTokenCodes = [] }: OAuth2Service, code: string): boolean {
  return code === 'invalid_token' || deadTokenCodes.includes(code);
}
