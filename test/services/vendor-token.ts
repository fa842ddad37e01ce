/** The token endpoint of Practice Vendor, and how apps prove there who they are. */
import { createHash } from 'node:crypto';
import { formOf, jsonOf } from './request-body';
import type { Exchange } from './server';
import { fingerprint, sameText } from './users';
import type { VendorKnobs } from './vendor-page';
import type { Made, Vendor, VendorAuth, VendorRefusal, VendorServing } from './vendor-personality';
import type { VendorApp, VendorGrant, VendorState } from './vendor-state';

/** Refuses where it is thrown. */
class Refused extends Error {
  readonly refusal: VendorRefusal;
  constructor(error: string, why: string) {
    super(why);
    this.refusal = { error, why };
  }
}

/** The parameters of a request in the one form that the service takes; undefined for any other. */
function parametersOf({ req, body, method, query }: Exchange, kind: 'form' | 'json'): URLSearchParams | undefined {
  if (method === 'GET') return query;
  if (kind === 'form') return formOf(req.headers['content-type'], body);
  const json = jsonOf(req.headers['content-type'], body);
  const texts = json && Object.entries(json).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return texts && new URLSearchParams(texts);
}

/**
 * The app that a request authenticates as, in this way and no other.
 * @returns why not, otherwise
 */
export function clientOf(
  { req }: Exchange,
  parameters: URLSearchParams,
  state: VendorState,
  auth: VendorAuth,
  idName = 'client_id',
): VendorApp | string {
  const { authorization } = req.headers;
  const inHeader = auth === 'basic' || auth === 'basic_without_secret';
  if (inHeader !== (authorization !== undefined)) return 'authenticated in another way';
  if (inHeader && parameters.has('client_secret')) return 'a secret in the body too';
  if (idName !== 'client_id' && parameters.has('client_id')) return `client_id in place of ${idName}`;
  const sent = inHeader ? basicPair(authorization ?? '') : [parameters.get(idName) ?? '', parameters.get('client_secret') ?? ''];
  if (!sent) return 'malformed or unencoded Basic';
  const [id = '', secret = ''] = sent;
  const app = state.apps.get(id);
  if (!app) return 'unknown client';
  if (parameters.has(idName) && parameters.get(idName) !== id) return 'two clients in one request';
  return sameText(app.clientSecret ?? '', secret) ? app : 'another secret';
}

/** Both halves percent-decoded; undefined where one was not encoded as it must be. */
function basicPair(header: string): string[] | undefined {
  const text = Buffer.from(/^Basic ([A-Za-z0-9+/]+=*)$/.exec(header)?.[1] ?? '', 'base64').toString();
  const halves = text.split(':');
  const encoded = halves.length === 2 && halves.every((half) => /^(?:[\w.~-]|%[0-9A-Fa-f]{2})*$/.test(half));
  return encoded ? halves.map((half) => decodeURIComponent(half)) : undefined;
}

export class VendorTokens {
  readonly #vendor: Vendor;
  readonly #serving: VendorServing;
  readonly #knobs: VendorKnobs;

  constructor(vendor: Vendor, serving: VendorServing, knobs: VendorKnobs) {
    this.#vendor = vendor;
    this.#serving = serving;
    this.#knobs = knobs;
  }

  /** Serves the place of tokens and that of renewals. @returns false for any other route */
  serve(exchange: Exchange): boolean {
    const { path, method } = exchange;
    const { tokenPath = '/oauth/token', renewPath = tokenPath, responseType, tokenByGet } = this.#vendor;
    if ((path !== tokenPath && path !== renewPath) || responseType === 'token') return false;
    try {
      if (method !== 'POST' && !(tokenByGet && method === 'GET')) throw new Refused('invalid_request', 'not by POST');
      this.#vendor.reply(exchange, this.#make(exchange, path === renewPath, path === tokenPath), this.#serving);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#vendor.refuse(exchange, error.refusal);
    }
    return true;
  }

  #make(exchange: Exchange, renews: boolean, begins: boolean): Made {
    const { auth, clientIdName, request = 'form' } = this.#vendor;
    const parameters = parametersOf(exchange, request);
    if (!parameters) throw new Refused('invalid_request', `the body is not ${request === 'form' ? 'a form' : 'JSON'}`);
    const names = [...parameters.keys()];
    if (new Set(names).size !== names.length) throw new Refused('invalid_request', 'a parameter is there twice');
    const app = clientOf(exchange, parameters, this.#serving.state, auth, clientIdName);
    if (typeof app === 'string') throw new Refused('invalid_client', app);
    const type = parameters.get('grant_type');
    const hasPage = this.#vendor.responseType === 'code';
    if (type === 'authorization_code' && begins && hasPage) return this.#redeem(exchange, parameters, app);
    if (type === 'refresh_token' && renews && this.#vendor.offline) return this.#renew(exchange, parameters, app);
    if (type === 'client_credentials' && !hasPage) return this.#forApp(exchange, app);
    throw new Refused('unsupported_grant_type', `grant_type ${type ?? 'is missing'}`);
  }

  #redeem({ entry }: Exchange, parameters: URLSearchParams, app: VendorApp): Made {
    const { state } = this.#serving;
    const code = state.code(parameters.get('code') ?? '');
    if (!code || code.app !== app) throw new Refused('invalid_grant', 'unknown code');
    entry.token = fingerprint(code.value);
    entry.user = code.user.username;
    if (code.used) {
      if (code.family !== undefined) state.endFamily(code.family);
      throw new Refused('invalid_grant', 'code already used');
    }
    code.used = true;
    if (code.expires <= Date.now()) throw new Refused('invalid_grant', 'code expired');
    if (parameters.get('redirect_uri') !== code.redirectUri) throw new Refused('redirect_uri_mismatch', 'another redirect_uri');
    const verifier = parameters.get('code_verifier');
    if ((verifier === null) !== (code.challenge === undefined))
      throw new Refused('invalid_grant', 'verifier without challenge, or none');
    if (verifier !== null) {
      const digest = createHash('sha256').update(verifier);
      const challenge = this.#vendor.pkce === 'hex' ? digest.digest('hex') : digest.digest('base64url');
      if (!/^[\w.~-]{43,128}$/.test(verifier) || challenge !== code.challenge)
        throw new Refused('invalid_grant', 'another verifier');
    }
    const made = this.#tokens(code, undefined, code.offline);
    code.family = made.access.family;
    return made;
  }

  #renew({ entry }: Exchange, parameters: URLSearchParams, app: VendorApp): Made {
    const { state } = this.#serving;
    const token = state.token('refresh_token', parameters.get('refresh_token') ?? '');
    if (typeof token === 'string' || token.app !== app) {
      throw new Refused('invalid_grant', `refresh token ${typeof token === 'string' ? token : 'of another app'}`);
    }
    entry.token = fingerprint(token.value);
    entry.user = token.user.username;
    if (token.state === 'rotated') {
      this.#knobs.reuseDetected += 1;
      state.endFamily(token.family);
      throw new Refused('invalid_grant', 'refresh token already used');
    }
    if (this.#vendor.redirectUriOnRenewal && !app.redirectUris.includes(parameters.get('redirect_uri') ?? '')) {
      throw new Refused('invalid_request', 'no redirect_uri');
    }
    if (this.#vendor.rotates) token.state = 'rotated';
    return this.#tokens(token, token.family, this.#vendor.rotates ?? false);
  }

  #forApp({ entry }: Exchange, app: VendorApp): Made {
    const { state } = this.#serving;
    const user = { id: app.clientId, username: 'app', password: '', name: 'The app itself' };
    const had = state.appToken(app);
    entry.user = user.username;
    if (had) return { access: had, refresh: undefined, expiresIn: undefined };
    const grant = { app, user, scopes: [], offline: false };
    const access = state.newToken('access_token', grant, { odd: this.#vendor.odd ?? false, seconds: this.#vendor.seconds });
    return { access, refresh: undefined, expiresIn: this.#vendor.seconds };
  }

  #tokens(grant: VendorGrant, family: string | undefined, withRefresh: boolean): Made {
    const { state } = this.#serving;
    const { seconds } = this.#vendor;
    const access = state.newToken('access_token', grant, { seconds, family });
    const refresh = withRefresh ? state.newToken('refresh_token', grant, { family: access.family }) : undefined;
    return { access, refresh, expiresIn: seconds };
  }
}
