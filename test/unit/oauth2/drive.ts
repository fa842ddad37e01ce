/** A sign-in at a practice service without a browser extension: the protocol's steps, and a user who answers them. */
import { generateKeyPairSync } from 'node:crypto';
import type { Context, Grant, Held, Intent, Outgoing, Reply, Step } from '../../../src/core/protocol';
import { systemClock, systemRandom } from '../../../src/core/ports';
import type { OAuth2Service } from '../../../src/core/oauth2-service';
import type { App } from '../../../src/core/service';
import type { OAuth2Secret } from '../../../src/protocols/oauth2/grant';
import { oauth2 } from '../../../src/protocols/oauth2/protocol';
import { filesEntry, type FilesTraits } from '../../practice/entries';
import { REDIRECT } from '../../services/files-testing';
import type { FilesService } from '../../services/files';
import { TestBrowser } from '../../services/testing-client';
import { ownKeyFor } from './own-key';

export type Ctx = Context<OAuth2Service>;
type Done = Extract<Step<OAuth2Secret>, { do: 'done' }>;
type WithoutAttempt<R> = R extends unknown ? Omit<R, 'attempt'> : never;
export type User = (step: Step) => Promise<WithoutAttempt<Reply>>;

export function contextOf(service: OAuth2Service, app: Omit<App, 'serviceId'>, intent: Partial<Intent> = {}): Ctx {
  return {
    service,
    app: { serviceId: service.id, ...app },
    clock: systemClock,
    random: systemRandom,
    signal: new AbortController().signal,
    redirectUrl: REDIRECT,
    intent: { scopes: service.scopes.map(({ name }) => name), ...intent },
    key: ownKeyFor(crypto.randomUUID()),
    http: transmit,
  };
}

/** An app at Practice Files that authenticates so, and the context for it. */
export function atFiles(
  files: FilesService,
  clientAuth: OAuth2Service['clientAuth'] = 'none',
  traits: FilesTraits = {},
  intent: Partial<Intent> = {},
): Ctx {
  const pair = clientAuth === 'private_key_jwt' ? rsaPair() : undefined;
  const auth = clientAuth === 'basic_without_secret' ? 'none' : clientAuth;
  const app = files.registerApp({ redirectUris: [REDIRECT], auth, ...(pair && { publicKey: pair.publicKey }) });
  const clientSecret = pair?.privateKey ?? app.clientSecret ?? '';
  return contextOf(filesEntry(files.origin, clientAuth, traits), { clientId: app.clientId, clientSecret }, intent);
}

const rsaPair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

/** Signs in as this user at every page that a step leads to. */
export function person(username = 'alice', untick: string[] = [], browser = new TestBrowser()): User {
  return async (step) => {
    if (step.do === 'visit') {
      const done = await browser.signIn(step.url, username, 'allow', untick);
      return { to: 'visit', url: done.headers['location'] ?? `no redirect: ${done.status} ${done.text}` };
    }
    if (step.do === 'wait' && step.show) {
      const asked = await browser.open(step.show.url);
      const login = await browser.submit(asked, { user_code: step.show.code });
      const consent = await browser.submit(login, { username, password: `practice-${username}` });
      await browser.submit(consent, { decision: 'allow' });
      return { to: 'wait' };
    }
    if (step.do === 'reach') return { to: 'reach' };
    throw new Error(`Nobody answers ${step.do}.`);
  };
}

const withApp = (context: Ctx, app: Omit<App, 'serviceId'>): Ctx => ({
  ...context,
  app: { serviceId: context.service.id, ...app },
});

/** Goes through all steps. What waits in between is JSON, as in the journal. */
export async function signIn(context: Ctx, user: User = person()): Promise<Done> {
  let at = context;
  let step = await oauth2.begin(at);
  while (step.do !== 'done') {
    if (step.do === 'next' && step.app) at = withApp(context, step.app);
    const reply = step.do === 'next' ? { to: 'next' as const } : await user(step);
    const pending = JSON.parse(JSON.stringify(step.pending)) as typeof step.pending;
    step = await oauth2.resume(at, pending, { ...reply, attempt: 1 });
  }
  return step;
}

export const held = (grant: Grant<OAuth2Secret>): Held<OAuth2Secret> => ({ ...grant, notes: {} });

/** A signed GET at the service's API; sent again when the account's answer wants it. */
export async function call(context: Ctx, grant: Grant<OAuth2Secret>, path: string): Promise<Response> {
  const url = new URL(path, grant.facts.apiHosts?.[0] ?? context.service.apiHosts[0]);
  const send = async (account: Held<OAuth2Secret>): Promise<Response> => {
    const sent = await oauth2.sign(context, account, { method: 'GET', url, headers: new Headers() });
    const response = await transmit(sent);
    const { status, headers } = response;
    const peek = (): Promise<string> => response.clone().text();
    const reaction = await oauth2.react(context, account, sent, { status, headers, peek });
    return reaction.do === 'retry' ? send({ ...account, notes: reaction.notes }) : response;
  };
  return send(held(grant));
}

/** The code of what a promise fails with, or `no failure`. */
export async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'no failure',
    (error: { code?: unknown }) => error.code ?? error,
  );
}

export function transmit({ method, url, headers, body }: Outgoing): Promise<Response> {
  return fetch(url, { method, headers, body: body ?? null, redirect: 'manual' });
}
