/** The other device's side of Practice Files: a page to enter a user code on, and the pace of polling. @see RFC 8628 */
import { randomBytes } from 'node:crypto';
import type { Provider } from 'oidc-provider';
import { html, json } from './answers';
import { DEVICE_GRANT } from './files-clients';
import { grantFor, scopesOf } from './files-grants';
import type { FilesKnobs } from './files-tampering';
import { consentPage, loginPage, messagePage, userCodePage } from './pages';
import { formOf } from './request-body';
import type { Exchange } from './server';
import { authenticate, type PracticeUser } from './users';

type DeviceCode = InstanceType<Provider['DeviceCode']>;

/** Who has signed in on the device page and for which code, so that a decision can follow. */
interface Visit {
  readonly user: PracticeUser;
  readonly userCode: string;
}

export class DevicePages {
  readonly #provider: Provider;
  readonly #service: string;
  readonly #visits = new Map<string, Visit>();

  constructor(provider: Provider, service: string) {
    this.#provider = provider;
    this.#service = service;
  }

  /** Serves `/device` and its forms. */
  async serve(exchange: Exchange): Promise<void> {
    const { method, path, query, req, body } = exchange;
    if (method === 'GET' && path === '/device') return this.#askCode(exchange, query.get('user_code') ?? '');
    const form = formOf(req.headers['content-type'], body) ?? new URLSearchParams();
    const visit = this.#visits.get(form.get('visit') ?? '');
    const userCode = visit?.userCode ?? form.get('user_code') ?? '';
    const code = await this.#find(userCode);
    if (method !== 'POST') return html(exchange, 404, 'no such page', messagePage('Not found', 'There is no such page.'));
    if (!code) return this.#askCode(exchange, userCode, true);
    if (path === '/device/login') return this.#login(exchange, form, userCode, code);
    if (path === '/device/decision' && visit) return this.#decide(exchange, form, visit, code);
    return this.#showLogin(exchange, userCode);
  }

  /** A code that is known, alive and not answered yet. */
  async #find(userCode: string): Promise<DeviceCode | undefined> {
    const normal = userCode.toUpperCase().replace(/\W/g, '');
    const code = normal === '' ? undefined : await this.#provider.DeviceCode.findByUserCode(normal);
    return code && code.accountId === undefined && code.error === undefined ? code : undefined;
  }

  #askCode(exchange: Exchange, userCode: string, failed = false): void {
    const page = userCodePage({ service: this.#service, action: '/device', userCode, failed });
    html(exchange, failed ? 400 : 200, failed ? 'user code unknown, used or expired' : 'asked for a user code', page);
  }

  #showLogin(exchange: Exchange, userCode: string, failed = false): void {
    const page = loginPage({ service: this.#service, action: '/device/login', hidden: { user_code: userCode }, failed });
    html(exchange, failed ? 403 : 200, failed ? 'wrong username or password' : 'login page', page);
  }

  #login(exchange: Exchange, form: URLSearchParams, userCode: string, code: DeviceCode): void {
    const user = authenticate(form.get('username') ?? '', form.get('password') ?? '');
    if (!user) return this.#showLogin(exchange, userCode, true);
    const visit = randomBytes(12).toString('base64url');
    this.#visits.set(visit, { user, userCode });
    exchange.entry.user = user.username;
    const page = consentPage({
      service: this.#service,
      action: '/device/decision',
      hidden: { visit },
      user: user.name,
      app: String(code.clientId),
      scopes: scopesOf(code.params ?? {}).filter((scope) => scope !== 'openid'),
    });
    html(exchange, 200, 'signed in, asked for consent', page);
  }

  async #decide(exchange: Exchange, form: URLSearchParams, { user }: Visit, code: DeviceCode): Promise<void> {
    this.#visits.delete(form.get('visit') ?? '');
    exchange.entry.user = user.username;
    if (form.get('decision') !== 'allow') {
      Object.assign(code, { error: 'access_denied', errorDescription: 'the user refused' });
      await code.save();
      return html(exchange, 200, 'refused by the user', messagePage('Refused', 'The app gets nothing.'));
    }
    const ticked = [...form.getAll('scope'), 'openid'];
    const { grantId, scopes, resources } = await grantFor(this.#provider, user, String(code.clientId), code.params ?? {}, ticked);
    Object.assign(code, {
      accountId: user.id,
      grantId,
      scope: scopes.join(' '),
      authTime: Math.floor(Date.now() / 1000),
      ...(resources.length === 0 ? {} : { resource: resources.length === 1 ? resources[0] : resources }),
    });
    await code.save();
    html(exchange, 200, 'allowed by the user', messagePage('Done', 'You can go back to the app.'));
  }
}

/** Milliseconds by which a poll may come early: clocks and timers are not exact. */
const TOLERANCE = 150;

/** Refuses polls that come too fast: each such poll makes the interval five seconds longer, as the RFC wants it. */
export class PollPace {
  readonly #interval: number;
  readonly #codes = new Map<string, { last: number; interval: number }>();

  /** @param interval in seconds; nobody is told it when it is undefined, and it is 5 */
  constructor(interval: number | undefined) {
    this.#interval = interval ?? 5;
  }

  /** Forgets when the last poll for a code was: it was asked to come again at once, for a nonce. */
  forgive({ req, body }: Exchange): void {
    const known = this.#codes.get(formOf(req.headers['content-type'], body)?.get('device_code') ?? '');
    if (known) known.last = 0;
  }

  /** Answers a poll that is too fast. @returns whether it did */
  refuses(exchange: Exchange, knobs: FilesKnobs): boolean {
    const form = formOf(exchange.req.headers['content-type'], exchange.body);
    const code = form?.get('device_code');
    if (form?.get('grant_type') !== DEVICE_GRANT || !code) return false;
    const now = Date.now();
    const known = this.#codes.get(code);
    const interval = known?.interval ?? this.#interval;
    const tooFast = known !== undefined && now - known.last < interval * 1000 - TOLERANCE;
    const told = knobs.slowDowns > 0;
    if (told) knobs.slowDowns -= 1;
    this.#codes.set(code, { last: now, interval: tooFast || told ? interval + 5 : interval });
    if (!tooFast && !told) return false;
    const error = { error: 'slow_down', error_description: 'polled too fast' };
    json(exchange, 400, tooFast ? 'refused: polled too fast' : 'refused: told to slow down', error);
    return true;
  }
}
