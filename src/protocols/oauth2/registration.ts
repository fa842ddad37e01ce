/** An app registers itself at the service, where that is offered: nothing has to be set up by hand. */
import * as oauth from 'oauth4webapi';
import { CountersignError } from '../../core/errors';
import type { Context } from '../../core/protocol';
import type { ClientAuth, OAuth2Service, OAuth2Way } from '../../core/oauth2-service';
import type { App } from '../../core/service';
import { told } from './failures';

/** Those that can be had by registering: a private key would have to be made first, and nobody registers an empty password. */
const registrable: readonly string[] = [
  'none',
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
] satisfies ClientAuth[];

const grants: Readonly<Record<OAuth2Way, readonly string[]>> = {
  redirect: ['authorization_code', 'refresh_token'],
  device: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
  app: ['client_credentials'],
  implicit: ['implicit'],
};
const responses: Readonly<Record<OAuth2Way, readonly string[]>> = {
  redirect: ['code'],
  device: [],
  app: [],
  implicit: ['token'],
};

type Reply = Awaited<ReturnType<typeof oauth.processDynamicClientRegistrationResponse>>;
type Registered = Omit<App, 'serviceId'>;

/**
 * Registers an app for all ways of the entry.
 * @throws CountersignError `registration_refused`, with the service's own code where it says one, also for a way to authenticate that is
 *   not ours; `service_error`, `service_unreachable`, `reply_invalid`, `insecure_endpoint`
 * @see https://www.rfc-editor.org/rfc/rfc7591#section-3
 */
export async function register(context: Context<OAuth2Service>): Promise<Registered> {
  const { service } = context;
  const metadata = metadataFor(context);
  const as = {
    issuer: service.issuer ?? new URL(service.registrationUrl ?? '').origin,
    ...(service.registrationUrl !== undefined && { registration_endpoint: service.registrationUrl }),
  };
  const reply = await told(
    context,
    [],
    async () => {
      const response = await oauth.dynamicClientRegistrationRequest(as, metadata, {
        // Plain http is left to the context's own check, which allows it on this computer only.
        [oauth.allowInsecureRequests]: true,
        [oauth.customFetch]: (url, { method, headers, body }) =>
          context.http({ method, url: new URL(url), headers: new Headers(headers), body }),
      });
      return await processed(response, service);
    },
    (code) => (/^(server_error|temporarily_unavailable)$/.test(code) ? undefined : 'registration_refused'),
  );
  return appIn(reply, service);
}

/** A registration that is closed is often refused by a page or a challenge instead of an error reply. */
async function processed(response: Response, service: OAuth2Service): Promise<Reply> {
  const { status } = response;
  try {
    return await oauth.processDynamicClientRegistrationResponse(response);
  } catch (error) {
    const says = error instanceof oauth.ResponseBodyError;
    if (!says && status >= 400 && status < 500 && status !== 429) throw refused(service, { status });
    throw error;
  }
}

/** @see https://www.rfc-editor.org/rfc/rfc7591#section-2 */
function metadataFor({ service, redirectUrl }: Context<OAuth2Service>): Partial<oauth.OmitSymbolProperties<oauth.Client>> {
  const { ways = ['redirect'], scopes } = service;
  const each = (of: Readonly<Record<OAuth2Way, readonly string[]>>) => [...new Set(ways.flatMap((way) => of[way]))];
  return {
    client_name: 'Countersign',
    application_type: 'web',
    redirect_uris: [redirectUrl],
    token_endpoint_auth_method: asked(service),
    grant_types: each(grants),
    response_types: each(responses),
    ...(scopes.length > 0 && { scope: scopes.map(({ name }) => name).join(' ') }),
    ...(service.dpop && { dpop_bound_access_tokens: true }),
    ...(service.parUrl !== undefined && { require_pushed_authorization_requests: true }),
  };
}

function asked(service: OAuth2Service): string {
  const { clientAuth } = service;
  const method = clientAuth === 'basic_without_secret' ? 'none' : clientAuth;
  if (!registrable.includes(method)) throw refused(service);
  return method;
}

/** @see https://www.rfc-editor.org/rfc/rfc7591#section-3.2.1 */
function appIn(reply: Reply, service: OAuth2Service): Registered {
  const wanted = asked(service);
  const {
    client_id: clientId,
    client_secret: secret,
    client_secret_expires_at: expires,
    token_endpoint_auth_method: method = wanted,
  } = reply;
  if (typeof clientId !== 'string' || typeof method !== 'string' || !registrable.includes(method)) throw refused(service);
  const other = method !== wanted && { clientAuth: method as ClientAuth };
  if (method === 'none') return { clientId, clientSecret: '', ...other };
  if (typeof secret !== 'string') throw refused(service);
  const ends = typeof expires === 'number' && expires > 0;
  return { clientId, clientSecret: secret, ...other, ...(ends && { secretUntil: expires * 1000 }) };
}

function refused({ name }: OAuth2Service, details: { readonly status?: number } = {}): CountersignError {
  return new CountersignError('registration_refused', { ...details, about: name });
}
