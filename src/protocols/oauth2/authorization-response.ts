/** The redirect back from the service: ours, from the right issuer, and a yes. */
import * as oauth from 'oauth4webapi';
import { CountersignError } from '../../core/errors';
import { shownDetails } from '../../core/shown-text';
import type { Context } from '../../core/protocol';
import type { OAuth2Service } from '../../core/words';

/**
 * The validated parameters of the authorization response.
 * @throws CountersignError `state_mismatch`, `issuer_mismatch`, `sign_in_denied`, `service_refused`, `reply_invalid`
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
 * @see https://www.rfc-editor.org/rfc/rfc9207#section-2.4
 */
export function readRedirect(
  context: Context<OAuth2Service>,
  as: oauth.AuthorizationServer,
  client: oauth.Client,
  redirect: string,
  state: string,
): URLSearchParams {
  const { service } = context;
  const about = service.name;
  const url = new URL(redirect);
  if (url.searchParams.get('state') !== state) throw new CountersignError('state_mismatch', { about });
  if (service.issuer === undefined) url.searchParams.delete('iss');
  else if (url.searchParams.get('iss') !== service.issuer) throw new CountersignError('issuer_mismatch', { about });
  try {
    return oauth.validateAuthResponse(as, client, url, state);
  } catch (error) {
    if (!(error instanceof oauth.AuthorizationResponseError)) throw new CountersignError('reply_invalid', { about });
    const details = {
      about,
      ...shownDetails(undefined, { code: error.error, text: error.error_description ?? undefined }, [state]),
    };
    throw new CountersignError(error.error === 'access_denied' ? 'sign_in_denied' : 'service_refused', details);
  }
}
