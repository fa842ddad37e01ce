/** Practice Cyclr: a service that hosts connectors. Its API takes tokens by client credentials; connectors are signed in through it. */
import { serveCyclrApi } from './cyclr-api';
import { cyclrPages } from './cyclr-page';
import { CyclrState, type Connector, type ConnectorAuth } from './cyclr-state';
import { maskLog } from './log-masks';
import { startServer } from './server';
import type { PracticeService } from './types';

export interface CyclrService extends PracticeService {
  /** Where its browser pages are. */
  readonly pageOrigin: string;
  /** The partner's client credentials. */
  readonly client: { readonly id: string; readonly secret: string };
  /** An account of the partner's, by its id. */
  readonly account: string;
  addAccount(): string;
  /** Installs a connector in an account. */
  install(name: string, auth: ConnectorAuth, account?: string): Connector;
  /** How many sign-in tokens it gave out, and how many of them opened a page. */
  tickets(): { readonly given: number; readonly used: number };
  /** Tokens that are given from now on last so long, in seconds. */
  lasts(seconds: number): void;
  /** Every API token that was given answers 401 from now on. */
  expireTokens(): void;
  /** The service's clock goes ahead, in seconds. */
  waits(seconds: number): void;
  /** The client's secret is another one from now on. */
  replaceSecret(): void;
}

/** Starts Practice Cyclr, API and pages on ports of their own. */
export async function startCyclr(): Promise<CyclrService> {
  const state = new CyclrState();
  const account = state.addAccount();
  const server = await startServer(async (exchange) => {
    maskLog(exchange, state.issued);
    serveCyclrApi(exchange, state);
  });
  const serve = cyclrPages(state);
  const pages = await startServer(
    async (exchange) => {
      maskLog(exchange, state.issued);
      serve(exchange);
    },
    () => {},
    { log: server.log },
  );
  const closeApi = server.close;
  return Object.assign(server, {
    name: 'Practice Cyclr',
    pageOrigin: pages.origin,
    issued: state.issued,
    client: state.client,
    account,
    addAccount: () => state.addAccount(),
    install: (name: string, auth: ConnectorAuth, at = account) => state.install(at, name, auth),
    tickets: () => ({ given: state.signInTokens.length, used: state.signInTokens.filter(({ used }) => used).length }),
    lasts: (seconds: number) => {
      state.tokenSeconds = seconds;
    },
    expireTokens: () => {
      state.tokens = [];
    },
    waits: (seconds: number) => {
      state.ahead += seconds * 1000;
    },
    replaceSecret: () => {
      state.client.secret = state.give('client_secret', `${state.client.secret}-next`);
    },
    close: async () => {
      await Promise.all([closeApi(), pages.close()]);
    },
  });
}
