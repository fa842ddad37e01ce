/** A server to which a service redirects in place of us: it must never see an answer. It also plays odd login pages. */
import { startServer, type PracticeServer } from '../../services/server';

export interface Elsewhere {
  /** The redirect URL that apps are registered with. */
  readonly callback: string;
  /** Its own page with a service worker that answers every navigation. */
  readonly worked: string;
  /** Requests for one of its pages, as `path?query`. */
  hits(page?: string): string[];
  forget(): void;
  /** A login page that answers with 401, and has a link to the service's own. */
  locked(authorizeUrl: string): string;
  /** An authorization endpoint that refuses at once, without a page. */
  readonly refusing: string;
  readonly origin: string;
  close(): Promise<void>;
}

const script = `
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  if (event.request.mode === 'navigate') event.respondWith(new Response('from the service worker'));
});`;

/** @param host under which it is known: `localhost` is another host to the browser than `127.0.0.1` */
export async function openElsewhere(host: '127.0.0.1' | 'localhost' = '127.0.0.1'): Promise<Elsewhere> {
  const server: PracticeServer = await startServer(async ({ res, path, query, target }) => {
    const search = target.slice(path.length);
    if (path === '/locked') {
      const to = query.get('to') ?? '';
      query.delete('to');
      res.writeHead(401, { 'content-type': 'text/html' });
      res.end(`<a id="go" href="${to}?${query.toString().replaceAll('&', '&amp;')}">Log in</a>`);
    } else if (path === '/refusing') {
      const answer = new URLSearchParams({ error: 'access_denied', state: query.get('state') ?? '' });
      res.writeHead(302, { location: `${query.get('redirect_uri')}?${answer}` }).end();
    } else if (path === '/worker.js') {
      res.writeHead(200, { 'content-type': 'text/javascript', 'service-worker-allowed': '/worked' }).end(script);
    } else {
      res.writeHead(200, { 'content-type': 'text/html' }).end(`<title>elsewhere</title><p>${path} ${search.length}</p>`);
    }
  });
  const origin = server.origin.replace('127.0.0.1', host);
  return {
    origin,
    callback: `${origin}/callback`,
    worked: `${origin}/worked`,
    hits: (page = '/callback') => server.log.filter(({ path }) => path === page).map(({ path, query }) => path + query),
    forget: () => void server.log.splice(0),
    locked: (authorizeUrl) => `${origin}/locked?${new URLSearchParams({ to: authorizeUrl })}`,
    refusing: `${origin}/refusing`,
    close: () => server.close(),
  };
}
