/** A service and an app in the words of the protocol library. */
import * as oauth from 'oauth4webapi';
import { CountersignError } from '../../core/errors';
import type { Context } from '../../core/protocol';
import type { OAuth2Service } from '../../core/oauth2-service';
import { clientAuth } from './client-auth';
import { noteNonce, proofsOf } from './proof';

export type Ctx = Context<OAuth2Service>;

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
  readonly options: {
    readonly [oauth.customFetch]: LibraryFetch;
    readonly [oauth.allowInsecureRequests]: true;
    readonly DPoP?: oauth.DPoPHandle;
  };
}

/** How far the service's clock may be from ours when an ID token's times are looked at, in seconds. */
const clockTolerance = 300;

/**
 * Everything that a call of the library needs.
 * Plain http is left to the context's own check, which allows it on this computer only.
 * @param tokenUrl where tokens are asked for, if not at the entry's token endpoint
 * @throws CountersignError `app_refused` when the service wants a secret and the app has none, `key_invalid`
 */
export async function speakerFor(context: Ctx, tokenUrl = context.service.tokenUrl): Promise<Speaker> {
  const { service, app } = context;
  const proofs = service.dpop ? await proofsOf(context) : undefined;
  return {
    as: serverOf(service, tokenUrl),
    client: { client_id: app.clientId, [oauth.clockTolerance]: clockTolerance },
    auth: await clientAuth(context),
    options: {
      [oauth.customFetch]: viaContext(context),
      [oauth.allowInsecureRequests]: true,
      ...(proofs && { DPoP: proofs }),
    },
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc8414#section-2 */
function serverOf(service: OAuth2Service, tokenUrl: string | undefined): oauth.AuthorizationServer {
  const { issuer, authorizeUrl, parUrl, deviceUrl, revokeUrl, registrationUrl, jwksUrl, idTokenAlgs } = service;
  return {
    issuer: issuer ?? new URL(tokenUrl ?? authorizeUrl ?? '').origin,
    ...(authorizeUrl !== undefined && { authorization_endpoint: authorizeUrl }),
    ...(tokenUrl !== undefined && { token_endpoint: tokenUrl }),
    ...(parUrl !== undefined && { pushed_authorization_request_endpoint: parUrl }),
    ...(deviceUrl !== undefined && { device_authorization_endpoint: deviceUrl }),
    ...(revokeUrl !== undefined && { revocation_endpoint: revokeUrl }),
    ...(registrationUrl !== undefined && { registration_endpoint: registrationUrl }),
    ...(jwksUrl !== undefined && { jwks_uri: jwksUrl }),
    ...(idTokenAlgs && { id_token_signing_alg_values_supported: [...idTokenAlgs] }),
  };
}

/** The library's fetch, led through the context's, with the entry's own ways of asking. */
function viaContext(context: Ctx): LibraryFetch {
  return async (address, { method, headers: named, body }) => {
    const url = new URL(address);
    const headers = new Headers(named);
    const response = await context.http({ method, url, headers, ...(body ? { body: asked(context, headers, body) } : {}) });
    if (context.service.dpop) noteNonce((await context.key()).id, url, response.headers);
    return response;
  };
}

/** A form as the service wants it: with its further parameters, the client's id under its own name, or as JSON. */
function asked({ service }: Ctx, headers: Headers, body: URLSearchParams | string): URLSearchParams | string {
  if (typeof body === 'string') return body;
  const form = new URLSearchParams(body);
  for (const [name, value] of Object.entries(service.tokenParameters ?? {})) form.set(name, value);
  const id = form.get('client_id');
  if (service.clientIdName !== undefined && id !== null) {
    form.delete('client_id');
    form.set(service.clientIdName, id);
  }
  if (service.tokenRequest !== 'json') return form;
  headers.set('content-type', 'application/json');
  return JSON.stringify(Object.fromEntries(form));
}

/** The entry's token endpoint. @throws CountersignError `invalid_input` for an entry without one */
export function tokenUrlOf({ service }: Ctx): string {
  if (service.tokenUrl === undefined) throw new CountersignError('invalid_input', { about: 'tokenUrl' });
  return service.tokenUrl;
}
