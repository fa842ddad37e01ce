/** The login and consent pages of Practice Files; both are shown for every authorization request. */
import type { Provider } from 'oidc-provider';
import { html } from './answers';
import { consentPage, loginPage, messagePage } from './pages';
import { formOf } from './request-body';
import type { Exchange } from './server';
import { authenticate, sameText, type PracticeUser } from './users';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** Who has signed in on the page of each interaction, so that consent can follow. */
export class Interactions {
  readonly #provider: Provider;
  readonly #service: string;
  readonly #signedIn = new Map<string, PracticeUser>();

  constructor(provider: Provider, service: string) {
    this.#provider = provider;
    this.#service = service;
  }

  /** Serves `/interaction/:uid` and its two forms. */
  async serve(exchange: Exchange): Promise<void> {
    const { req, res, method, path } = exchange;
    const [, uid = '', step = ''] = /^\/interaction\/([^/]+)(?:\/(login|decision))?$/.exec(path) ?? [];
    let interaction: Interaction;
    try {
      interaction = await this.#provider.interactionDetails(req, res);
      if (!sameText(interaction.uid, uid)) throw new Error('not this interaction');
    } catch {
      const page = messagePage('This sign-in has ended', 'It is unknown, used or expired. Start again from the app.');
      return html(exchange, 400, 'interaction unknown, used or expired', page);
    }
    if (method === 'GET' && step === '') return this.#showLogin(exchange, uid);
    if (method === 'POST' && step === 'login') return this.#takeLogin(exchange, uid, interaction);
    if (method === 'POST' && step === 'decision') return this.#takeDecision(exchange, uid, interaction);
    html(exchange, 404, 'no such page', messagePage('Not found', 'There is no such page.'));
  }

  #showLogin(exchange: Exchange, uid: string, failed = false): void {
    const action = `/interaction/${uid}/login`;
    const page = loginPage({ service: this.#service, action, hidden: {}, failed });
    const outcome = failed ? 'wrong username or password' : 'login page';
    html(exchange, failed ? 403 : 200, outcome, page, {
      'set-cookie': `practice_files=${uid}; Path=/; HttpOnly; SameSite=Lax`,
    });
  }

  #takeLogin(exchange: Exchange, uid: string, interaction: Interaction): void {
    const form = formOf(exchange.req.headers['content-type'], exchange.body);
    const user = authenticate(form?.get('username') ?? '', form?.get('password') ?? '');
    if (!user) return this.#showLogin(exchange, uid, true);
    this.#signedIn.set(uid, user);
    exchange.entry.user = user.username;
    const page = consentPage({
      service: this.#service,
      action: `/interaction/${uid}/decision`,
      hidden: {},
      user: user.name,
      app: String(interaction.params['client_id']),
      scopes: asked(interaction).filter((scope) => scope !== 'openid'),
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
    const scopes = asked(interaction);
    const ticked = new Set([...form.getAll('scope'), 'openid']);
    const grant = new this.#provider.Grant({ accountId: user.id, clientId: String(interaction.params['client_id']) });
    grant.addOIDCScope(scopes.filter((scope) => ticked.has(scope)).join(' '));
    const left = scopes.filter((scope) => !ticked.has(scope));
    if (left.length > 0) grant.rejectOIDCScope(left.join(' '));
    const grantId = await grant.save();
    entry.outcome = left.length > 0 ? `allowed without ${left.join(' ')}` : 'allowed by the user';
    const result = { login: { accountId: user.id, remember: false }, consent: { grantId } };
    await this.#provider.interactionFinished(req, res, result);
  }
}

function asked(interaction: Interaction): string[] {
  const { scope } = interaction.params;
  return (typeof scope === 'string' ? scope : '').split(' ').filter((scope) => scope !== '');
}
