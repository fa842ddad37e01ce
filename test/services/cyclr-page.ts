/** The browser page of Practice Cyclr on its partner's own domain: a single-use token opens it, and it ends by redirect or by message. */
import { randomUUID } from 'node:crypto';
import { html, redirect } from './answers';
import type { Connector, CyclrState } from './cyclr-state';
import { consentPage, messagePage, page } from './pages';
import { formOf } from './request-body';
import type { Exchange } from './server';

/** A visit under way: whose, and how it ends. */
interface Visit {
  readonly connector: Connector;
  readonly username: string;
  readonly target: string;
  readonly message: string;
}

const start = '/connectorauth/updateaccountconnectoroauth';
const end = '/connectorauth/decide';

/** @returns what serves the pages; a visit is remembered until it is decided */
export function cyclrPages(state: CyclrState): (exchange: Exchange) => void {
  const visits = new Map<string, Visit>();
  const refuse = (exchange: Exchange, status: number, message: string): void =>
    html(exchange, status, `refused: ${message}`, messagePage('This page cannot be opened', message));

  const open = (exchange: Exchange): void => {
    const { query } = exchange;
    const target = query.get('targetOrigin') ?? '';
    if (!URL.canParse(target)) return refuse(exchange, 400, 'targetOrigin is missing.');
    const connector = /^\d+$/.test(query.get('id') ?? '') ? state.connectors.get(Number(query.get('id'))) : undefined;
    const token = state.signInTokens.find(({ value }) => value === query.get('token'));
    if (!token || token.expiresAt <= state.now()) return refuse(exchange, 401, 'The token is unknown or too old.');
    if (token.used) return refuse(exchange, 401, 'The token was used before.');
    token.used = true;
    if (connector?.account !== token.account) return refuse(exchange, 404, 'There is no such connector in this account.');
    if (connector.auth !== 'OAuth2') return refuse(exchange, 400, 'This connector is not signed in to on a page.');
    const visit = randomUUID();
    visits.set(visit, { connector, username: token.username, target, message: query.get('callbackMessage') ?? '' });
    const { username } = token;
    const shown = consentPage({ service: connector.name, action: end, hidden: { visit }, user: username, app: 'Practice Cyclr' });
    html(exchange, 200, `page for ${username}`, shown);
  };

  const decide = (exchange: Exchange): void => {
    const form = formOf(exchange.req.headers['content-type'], exchange.body);
    const id = form?.get('visit') ?? '';
    const visit = visits.get(id);
    if (!visit) return refuse(exchange, 400, 'This visit is over.');
    visits.delete(id);
    // What the service does after a refusal is not documented: here it stays on its page.
    if (form?.get('decision') !== 'allow') return refuse(exchange, 200, 'The connector was not signed in.');
    const { connector, username, target, message } = visit;
    Object.assign(connector, { authenticated: true, authValue: '{}', user: username });
    if (message === '') return redirect(exchange, 302, `${username} signed in, redirected`, target);
    const said = JSON.stringify([message, new URL(target).origin]).replaceAll('<', '\\u003c');
    const script = `<p id="message">You can close this window.</p><script>(window.opener ?? window.parent).postMessage(...${said})</script>`;
    html(exchange, 200, `${username} signed in, told by message`, page('Signed in', script));
  };

  return (exchange) => {
    const { method, path } = exchange;
    if (method === 'GET' && path === start) open(exchange);
    else if (method === 'POST' && path === end) decide(exchange);
    else refuse(exchange, 404, 'There is no such page.');
  };
}
