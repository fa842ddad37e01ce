/** The practice site: an ordinary web page with the client library, and no secret of any kind. */
import { createServer, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

export interface PracticeSite {
  readonly origin: string;
  close(): Promise<void>;
}

const folder = path.resolve('test/practice/page');
const files: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': [path.join(folder, 'index.html'), 'text/html; charset=utf-8'],
  '/page.js': [path.join(folder, 'page.js'), 'text/javascript; charset=utf-8'],
  '/page.css': [path.join(folder, 'page.css'), 'text/css; charset=utf-8'],
  '/countersign.js': [path.resolve('dist/client/countersign.js'), 'text/javascript; charset=utf-8'],
};
/** A strict policy: the bridge and the client must work under it. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

/**
 * Starts the site.
 * @param services origins of the practice services, which the page reads from `/services.json`
 */
export async function startSite(services: { photos: string; files: string }): Promise<PracticeSite> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    void answer(response, pathname, services);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(response: ServerResponse, pathname: string, services: object): Promise<void> {
  const headers = { 'content-security-policy': policy, 'cache-control': 'no-store' };
  if (pathname === '/services.json') {
    response.writeHead(200, { ...headers, 'content-type': 'application/json' }).end(JSON.stringify(services));
    return;
  }
  const found = Object.hasOwn(files, pathname) ? files[pathname] : undefined;
  if (!found) {
    response.writeHead(404, headers).end();
    return;
  }
  response.writeHead(200, { ...headers, 'content-type': found[1] }).end(await readFile(found[0]));
}
