/** The login and consent pages of Practice Files; both are shown for every authorization request. */
import type { Provider } from 'oidc-provider';
import { html } from './answers';
import { grantFor, scopesOf, words } from './files-grants';
import type { FilesStore } from './files-store';
import { chooserPage, consentPage, loginPage, messagePage } from './pages';
import { formOf } from './request-body';
import type { Exchange } from './server';
import { authenticate, sameText, USERS, type PracticeUser } from './users';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** Who has signed in on the page of each interaction, so that consent can follow. */
export class Interactions {
  readonly #provider: Provider;
  readonly #service: string;
  /** Where earlier consent is looked up; it counts for nothing without. */
  readonly #remembered: FilesStore | undefined;
  readonly #signedIn = new Map<string, PracticeUser>();

  constructor(provider: Provider, service: string, remembered?: FilesStore) {
    this.#provider = provider;
    this.#service = service;
    this.#remembered = remembered;
  }

  /** Serves `/interaction/:uid` and its two forms. */
  async serve(exchange: Exchange): Promise<void> {
    const { req, res, method, path } = exchange;
    const [, uid = '', step = ''] = /^\/interaction\/([^/]+)(?:\/(login|decision|choice))?$/.exec(path) ?? [];
    let interaction: Interaction;
    try {
      interaction = await this.#provider.interactionDetails(req, res);
      if (!sameText(interaction.uid, uid)) throw new Error('not this interaction');
    } catch {
      const page = messagePage('This sign-in has ended', 'It is unknown, used or expired. Start again from the app.');
      return html(exchange, 400, 'interaction unknown, used or expired', page);
    }
    if (method === 'GET' && step === '') return this.#begin(exchange, uid, interaction);
    if (method === 'POST' && step === 'choice') return this.#takeChoice(exchange, uid);
    if (method === 'POST' && step === 'login') return this.#takeLogin(exchange, uid, interaction);
    if (method === 'POST' && step === 'decision') return this.#takeDecision(exchange, uid, interaction);
    html(exchange, 404, 'no such page', messagePage('Not found', 'There is no such page.'));
  }

  /** The login page, or first a choice of the account where the app asked for one. */
  #begin(exchange: Exchange, uid: string, { params }: Interaction): void {
    if (!words(params['prompt']).includes('select_account')) {
      const hint = params['login_hint'];
      return this.#showLogin(exchange, uid, false, typeof hint === 'string' ? hint : undefined);
    }
    html(exchange, 200, 'choice of the account', chooserPage(this.#service, `/interaction/${uid}/choice`, USERS));
  }

  #takeChoice(exchange: Exchange, uid: string): void {
    const form = formOf(exchange.req.headers['content-type'], exchange.body);
    this.#showLogin(exchange, uid, false, form?.get('username') ?? undefined);
  }

  #showLogin(exchange: Exchange, uid: string, failed = false, username?: string): void {
    const action = `/interaction/${uid}/login`;
    const known = username === undefined ? {} : { username };
    const page = loginPage({ service: this.#service, action, hidden: {}, failed, ...known });
    const outcome = failed ? 'wrong username or password' : 'login page';
    html(exchange, failed ? 403 : 200, outcome, page, {
      'set-cookie': `practice_files=${uid}; Path=/; HttpOnly; SameSite=Lax`,
    });
  }

  async #takeLogin(exchange: Exchange, uid: string, interaction: Interaction): Promise<void> {
    const form = formOf(exchange.req.headers['content-type'], exchange.body);
    const user = authenticate(form?.get('username') ?? '', form?.get('password') ?? '');
    if (!user) return this.#showLogin(exchange, uid, true);
    this.#signedIn.set(uid, user);
    exchange.entry.user = user.username;
    const had = words((await this.#earlier(user, interaction))?.getOIDCScope());
    const scopes = scopesOf(interaction.params).filter((scope) => scope !== 'openid' && !had.includes(scope));
    if (had.length > 0 && scopes.length === 0) return this.#allow(exchange, user, interaction, []);
    const page = consentPage({
      service: this.#service,
      action: `/interaction/${uid}/decision`,
      hidden: {},
      user: user.name,
      app: String(interaction.params['client_id']),
      scopes,
    });
    html(exchange, 200, 'signed in, asked for consent', page);
  }

  async #takeDecision(exchange: Exchange, uid: string, interaction: Interaction): Promise<void> {
    const { req, res, entry } = exchange;
    const user = this.#signedIn.get(uid);
    if (!user) {
      return html(exchange, 403, 'decision without a login', messagePage('Not allowed', 'Please sign in first.'));
    }
    this.#signedIn.delete(uid);
    entry.user = user.username;
    const form = formOf(req.headers['content-type'], exchange.body) ?? new URLSearchParams();
    if (form.get('decision') !== 'allow') {
      entry.outcome = 'refused by the user';
      const error = { error: 'access_denied', error_description: 'the user refused' };
      return this.#provider.interactionFinished(req, res, error);
    }
    await this.#allow(exchange, user, interaction, [...form.getAll('scope'), 'openid']);
  }

  async #allow(exchange: Exchange, user: PracticeUser, interaction: Interaction, ticked: readonly string[]): Promise<void> {
    const { req, res, entry } = exchange;
    const earlier = await this.#earlier(user, interaction);
    const clientId = String(interaction.params['client_id']);
    const { grantId, scopes } = await grantFor(this.#provider, user, clientId, interaction.params, ticked, earlier);
    const left = scopesOf(interaction.params).filter((scope) => !scopes.includes(scope));
    entry.outcome = left.length > 0 ? `allowed without ${left.join(' ')}` : 'allowed by the user';
    const result = { login: { accountId: user.id, remember: false }, consent: { grantId }, select_account: {} };
    await this.#provider.interactionFinished(req, res, result);
  }

  /** What this user allowed this app before, where the service remembers it. */
  #earlier(user: PracticeUser, { params }: Interaction) {
    const id = this.#remembered?.lastGrant(user.id, String(params['client_id']));
    return id === undefined ? undefined : this.#provider.Grant.find(id);
  }
}
