/** A site for the tests: under a strict policy, with the client library and a page whose every outcome a test can read. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bundle } from './bundle';

export interface TestSite {
  readonly origin: string;
  /** The requests that reached it: method and path with query. */
  readonly log: string[];
  /** Adds a page or a script; anything that is no `.js` is HTML. */
  add(path: string, text: string, headers?: Readonly<Record<string, string>>): void;
  close(): Promise<void>;
}

/** The page: a button that asks and says the outcome below, and `app` for everything else. Failures come as plain data. */
const html = `<!doctype html><meta charset="utf-8"><title>Test site</title><link rel="icon" href="data:,">
<label>Want <input id="want"></label> <button id="connect">Connect</button>
<script type="module" src="/app.js"></script>`;

const script = `
import { countersign } from '/countersign.js';
const cs = countersign();
const accounts = new Map();
const keep = (account) => {
  accounts.set(account.handle, account);
  return JSON.parse(JSON.stringify(account));
};
const told = (work) => work().then((value) => value ?? {}, (error) => ({ code: error.code, name: error.name, ...error.problem }));
const account = (handle) => accounts.get(handle) ?? cs.account(handle);
globalThis.app = {
  cs, account, told,
  connect: (want) => told(async () => keep(await cs.connect(want))),
  accounts: () => told(async () => (await cs.accounts()).map(keep)),
  release: (handle) => told(() => account(handle).release()),
  fetch: (handle, url, init) => told(async () => {
    const response = await account(handle).fetch(url, init);
    return { status: response.status, url: response.url, redirected: response.redirected, headers: Object.fromEntries(response.headers), text: await response.text() };
  }),
};
connect.onclick = async () => {
  const said = document.createElement('output');
  document.body.append(said);
  said.textContent = JSON.stringify(await app.connect(JSON.parse(want.value)));
};
`;

const policy = "default-src 'none'; script-src 'self'; connect-src 'self'; frame-src http:; img-src data:";

let client: Promise<string> | undefined;

/**
 * Starts the site on a port of the system's choice.
 * @param connect origins beside its own from which its policy lets it fetch
 */
export async function startTestSite(connect: readonly string[] = []): Promise<TestSite> {
  client ??= bundle('src/client/countersign.ts', 'es');
  const files = new Map<string, { text: string; headers: Readonly<Record<string, string>> }>();
  const log: string[] = [];
  const ownPolicy = policy.replace("connect-src 'self'", ["connect-src 'self'", ...connect].join(' '));
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    log.push(`${request.method} ${request.url}`);
    const file = files.get(url.pathname);
    if (!file) return response.writeHead(404).end();
    const type = url.pathname.endsWith('.js') ? 'text/javascript' : 'text/html';
    const headers = {
      'content-type': `${type}; charset=utf-8`,
      'content-security-policy': ownPolicy,
      'cache-control': 'no-store',
    };
    return response.writeHead(200, { ...headers, ...file.headers }).end(file.text);
  });
  const add = (path: string, text: string, headers: Readonly<Record<string, string>> = {}): void => {
    files.set(path, { text, headers });
  };
  add('/', html);
  add('/app.js', script);
  add('/countersign.js', await client);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log,
    add,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
