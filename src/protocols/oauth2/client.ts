/** A service and an app in the words of the protocol library. */
import * as oauth from 'oauth4webapi';
import { CountersignError } from '../../core/errors';
import type { Context } from '../../core/protocol';
import type { OAuth2Service } from '../../core/words';

/** How the library calls out: what it may send in any of the exchanges used here. */
type LibraryFetch = (
  url: string,
  options: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body?: URLSearchParams | string | null | undefined;
  },
) => Promise<Response>;

export interface Speaker {
  readonly as: oauth.AuthorizationServer;
  readonly client: oauth.Client;
  readonly auth: oauth.ClientAuth;
  readonly options: { [oauth.customFetch]: LibraryFetch; [oauth.allowInsecureRequests]: true };
}

/**
 * Everything that a call of the library needs.
 * Plain http is left to the context's own check, which allows it on this computer only.
 * @throws CountersignError `app_refused` when the service wants a secret and the app has none
 */
export function speakerFor(context: Context<OAuth2Service>): Speaker {
  const { service, app } = context;
  const as: oauth.AuthorizationServer = {
    issuer: service.issuer ?? new URL(service.tokenUrl ?? service.authorizeUrl ?? '').origin,
    ...(service.authorizeUrl !== undefined && { authorization_endpoint: service.authorizeUrl }),
    ...(service.tokenUrl !== undefined && { token_endpoint: service.tokenUrl }),
    authorization_response_iss_parameter_supported: service.issuer !== undefined,
    ...(service.revokeUrl !== undefined && { revocation_endpoint: service.revokeUrl }),
    ...(service.userinfoUrl !== undefined && { userinfo_endpoint: service.userinfoUrl }),
  };
  const client: oauth.Client = { client_id: app.clientId, [oauth.clockTolerance]: 300 };
  return {
    as,
    client,
    auth: clientAuth(context),
    options: { [oauth.customFetch]: viaContext(context), [oauth.allowInsecureRequests]: true },
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3 */
function clientAuth({ service, app }: Context<OAuth2Service>): oauth.ClientAuth {
  if (service.clientAuth === 'none') return oauth.None();
  if (app.clientSecret === '') throw new CountersignError('app_refused', { about: service.name });
  return service.clientAuth === 'client_secret_basic'
    ? oauth.ClientSecretBasic(app.clientSecret)
    : oauth.ClientSecretPost(app.clientSecret);
}

/** The library's fetch, led through the context's. */
function viaContext(context: Context<OAuth2Service>): LibraryFetch {
  return (url, { method, headers, body }) =>
    context.http({ method, url: new URL(url), headers: new Headers(headers), ...(body ? { body } : {}) });
}
