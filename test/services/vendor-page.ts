/** The page of Practice Vendor on which a user signs in and decides. */
import { html, redirect } from './answers';
import { consentPage, loginPage, messagePage } from './pages';
import { formOf } from './request-body';
import type { Exchange } from './server';
import { authenticate, type PracticeUser } from './users';
import type { Allowed, Vendor } from './vendor-personality';
import { random, type VendorApp, type VendorState } from './vendor-state';

interface Visit {
  readonly app: VendorApp;
  readonly query: URLSearchParams;
  readonly scopes: readonly string[];
  user?: PracticeUser;
}

/** What may be changed while the service runs. */
export interface VendorKnobs {
  /** Put in place of `state` in redirects to the app; '' leaves it out. */
  wrongState: string | undefined;
  /** How often a refresh token was used again after its rotation. */
  reuseDetected: number;
}

const standard = ['redirect_uri', 'response_type', 'state', 'scope'];

export class VendorPage {
  readonly #vendor: Vendor;
  readonly #state: VendorState;
  readonly #knobs: VendorKnobs;
  readonly #visits = new Map<string, Visit>();

  constructor(vendor: Vendor, state: VendorState, knobs: VendorKnobs) {
    this.#vendor = vendor;
    this.#state = state;
    this.#knobs = knobs;
  }

  /** Serves the page where it is, `/oauth/login` and `/oauth/decision`. @returns false for any other route */
  serve(exchange: Exchange): boolean {
    const { method, path, req, body, query } = exchange;
    if (this.#vendor.responseType === undefined) return false;
    if (method === 'GET' && path === (this.#vendor.pagePath ?? '/oauth/authorize')) this.#begin(exchange, query);
    else if (method === 'POST' && (path === '/oauth/login' || path === '/oauth/decision')) {
      const form = formOf(req.headers['content-type'], body) ?? new URLSearchParams();
      const id = form.get('visit') ?? '';
      const visit = this.#visits.get(id);
      if (!visit) this.#stop(exchange, 'unknown or used visit');
      else if (path === '/oauth/login') this.#login(exchange, form, id, visit);
      else this.#decide(exchange, form, id, visit);
    } else return false;
    return true;
  }

  #begin(exchange: Exchange, query: URLSearchParams): void {
    const { clientIdName = 'client_id', title } = this.#vendor;
    const app = this.#state.apps.get(query.get(clientIdName) ?? '');
    if (!app) return this.#stop(exchange, `unknown ${clientIdName}`);
    if (!app.redirectUris.includes(query.get('redirect_uri') ?? '')) return this.#stop(exchange, 'another redirect_uri');
    const [error, why] = this.#problem(query) ?? [];
    const visit: Visit = { app, query, scopes: this.#scopes(query) };
    if (error !== undefined) return this.#back(exchange, visit, { error, error_description: why ?? '' }, `refused: ${why}`);
    const id = random(12);
    this.#visits.set(id, visit);
    html(exchange, 200, 'login page', loginPage({ service: title, action: '/oauth/login', hidden: { visit: id } }));
  }

  /** Why a request goes back at once: error and reason. */
  #problem(query: URLSearchParams): [string, string] | undefined {
    const { clientIdName = 'client_id', pageParameters = {}, pkce, responseType } = this.#vendor;
    const pair = pkce ? ['code_challenge', 'code_challenge_method'] : [];
    const known = [...standard, clientIdName, ...pair, ...Object.keys(pageParameters)];
    const names = [...query.keys()];
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    if (twice !== undefined) return ['invalid_request', `${twice} is there twice`];
    const strange = names.find((name) => !known.includes(name));
    if (strange !== undefined) return ['invalid_request', `${strange} is not known here`];
    for (const [name, values] of Object.entries(pageParameters)) {
      const value = query.get(name);
      if (value !== null && !values.includes(value)) return ['invalid_request', `${name} has a value that is not known here`];
    }
    const implicit = this.#vendor.implicitly !== undefined && query.get('response_type') === 'token';
    if (!implicit && query.get('response_type') !== responseType) return ['unsupported_response_type', 'another response_type'];
    if ((query.get('state') ?? '') === '') return ['invalid_request', 'no state'];
    if (query.has('scope') && this.#vendor.scopes.length === 0) return ['invalid_request', 'there are no scopes here'];
    const stranger = this.#scopes(query).find((scope) => !this.#vendor.scopes.includes(scope));
    if (stranger !== undefined) return ['invalid_scope', `no scope ${stranger}`];
    const challenge = query.get('code_challenge');
    if (challenge === null)
      return pkce === undefined || pkce === 'optional' ? undefined : ['invalid_request', 'no code_challenge'];
    if (query.get('code_challenge_method') !== 'S256') return ['invalid_request', 'code_challenge_method is not S256'];
    const shape = pkce === 'hex' ? /^[0-9a-f]{64}$/ : /^[\w-]{43}$/;
    return shape.test(challenge) ? undefined : ['invalid_request', 'code_challenge has another shape'];
  }

  #scopes(query: URLSearchParams): string[] {
    const { separator = ' ' } = this.#vendor;
    return (query.get('scope') ?? '').split(separator).filter((scope) => scope !== '');
  }

  #login(exchange: Exchange, form: URLSearchParams, id: string, visit: Visit): void {
    const service = this.#vendor.title;
    const user = authenticate(form.get('username') ?? '', form.get('password') ?? '');
    if (!user) {
      const page = loginPage({ service, action: '/oauth/login', hidden: { visit: id }, failed: true });
      return html(exchange, 403, 'wrong username or password', page);
    }
    visit.user = user;
    exchange.entry.user = user.username;
    const { app, query } = visit;
    const scopes = this.#vendor.asks?.({ app, user, query, scopes: visit.scopes }) ?? visit.scopes;
    const about = { service, action: '/oauth/decision', hidden: { visit: id }, user: user.name, app: app.clientId };
    html(exchange, 200, 'signed in, asked for consent', consentPage({ ...about, scopes }));
  }

  #decide(exchange: Exchange, form: URLSearchParams, id: string, visit: Visit): void {
    const { user, app, query } = visit;
    if (!user) return this.#stop(exchange, 'decision without a login');
    this.#visits.delete(id);
    exchange.entry.user = user.username;
    const { denial = { error: 'access_denied' }, codeSeconds } = this.#vendor;
    if (form.get('decision') !== 'allow') return this.#back(exchange, visit, denial, 'refused by the user');
    const ticked = form.getAll('scope');
    const usual: Allowed = { scopes: visit.scopes.filter((scope) => ticked.includes(scope)) };
    const { scopes, fields: told = {} } = this.#vendor.allowed?.({ ...visit, user }, ticked) ?? usual;
    const grant = { app, user, scopes, offline: this.#vendor.offline?.(query, scopes) ?? false };
    if (this.#vendor.responseType === 'code' && query.get('response_type') === 'code') {
      const challenge = query.get('code_challenge') ?? undefined;
      const code = this.#state.newCode(grant, query.get('redirect_uri') ?? '', challenge, codeSeconds);
      return this.#back(exchange, visit, { code: code.value, ...told }, 'allowed by the user');
    }
    const { seconds, implicitly } = this.#vendor;
    const token = this.#state.newToken('access_token', grant, { seconds });
    if (implicitly) return this.#back(exchange, visit, { ...implicitly(token), ...told }, 'allowed by the user');
    const life = seconds === undefined ? {} : { expires_in: String(seconds) };
    const fields = { access_token: token.value, token_type: 'bearer', scope: scopes.join(' '), ...life };
    this.#back(exchange, visit, fields, 'allowed by the user');
  }

  #back(exchange: Exchange, { query }: Visit, fields: Record<string, string>, outcome: string): void {
    const to = new URL(query.get('redirect_uri') ?? '');
    const state = this.#knobs.wrongState ?? query.get('state') ?? '';
    const all = Object.entries({ ...fields, ...(state === '' ? {} : { state }) });
    const { implicitly, suffix = '' } = this.#vendor;
    const asked = implicitly && query.get('response_type') === 'token' && !('error' in fields);
    const inFragment = this.#vendor.responseType === 'token' || asked;
    if (inFragment) to.hash = new URLSearchParams(all).toString();
    else for (const [name, value] of all) to.searchParams.append(name, value);
    redirect(exchange, 302, outcome, to.href + (inFragment ? '' : suffix));
  }

  #stop(exchange: Exchange, why: string): void {
    html(exchange, 400, `refused: ${why}`, messagePage('This sign-in cannot go on', why));
  }
}
