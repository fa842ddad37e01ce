/** The end of an account's access at the service. */
import * as oauth from 'oauth4webapi';
import { CountersignError } from '../../core/errors';
import { firstBytes } from '../../core/first-bytes';
import { errorCodesIn } from '../../core/service-codes';
import type { Held } from '../../core/protocol';
import { speakerFor, type Ctx } from './client';
import { told } from './failures';
import type { OAuth2Secret } from './grant';
import { sendVendor } from './vendor-request';

/** How much of an answer is worth reading for an error. */
const errorBytes = 8192;

/**
 * Ends the grant: the refresh token first where there is one, since services end its access tokens with it.
 * @see https://www.rfc-editor.org/rfc/rfc7009#section-2
 */
export async function revoke(context: Ctx, held: Held<OAuth2Secret>): Promise<'revoked' | 'unsupported'> {
  const { service, app } = context;
  if (service.revokeBy) return revokeByVendor(context, held);
  if (service.revokeUrl === undefined) return 'unsupported';
  const { as, client, auth, options } = await speakerFor(context);
  const { refreshToken, accessToken } = held.secret;
  for (const token of [refreshToken, accessToken]) {
    if (token === undefined) continue;
    await told(context, [refreshToken, accessToken, app.clientSecret], async () =>
      oauth.processRevocationResponse(await oauth.revocationRequest(as, client, auth, token, options)),
    );
  }
  return 'revoked';
}

async function revokeByVendor(context: Ctx, held: Held<OAuth2Secret>): Promise<'revoked'> {
  const { service } = context;
  const { revokeBy, deadTokenCodes = [], quirks = [] } = service;
  const response = await sendVendor(context, revokeBy!, held);
  const { status } = response;
  const codes = errorCodesIn(await firstBytes(response, errorBytes));
  const refused = !response.ok || (quirks.includes('errors-in-200') && codes.length > 0);
  // A token that is dead already is what was asked for.
  if (!refused || status === 401 || codes.some((code) => code === 'invalid_token' || deadTokenCodes.includes(code)))
    return 'revoked';
  const about = service.name;
  throw new CountersignError(status >= 500 ? 'service_error' : 'service_refused', { about, status });
}
