/** A small client of the practice services for their own tests: raw HTTP, a signer, and a browser's manners. */
import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';

export interface Reply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly cookies: string[];
  readonly body: Buffer;
  readonly text: string;
}

export interface Call {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

/** Sends one request on a connection of its own and follows no redirect. @throws when the connection fails. */
export function send(url: string, { method = 'GET', headers = {}, body }: Call = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    // Node does not say how long the body of a DELETE is.
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const req = request(url, { method, headers: { ...length, ...headers }, agent: false }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('error', reject);
      res.on('end', () => {
        const all = Buffer.concat(chunks);
        const { 'set-cookie': cookies = [], ...rest } = res.headers;
        const flat = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)]));
        resolve({ status: res.statusCode ?? 0, headers: flat, cookies, body: all, text: all.toString('utf8') });
      });
    });
    req.on('error', reject);
    req.end(body);
  });
}

/** Sends a form. */
export function sendForm(
  url: string,
  fields: Record<string, string> | URLSearchParams,
  headers: Record<string, string> = {},
): Promise<Reply> {
  return send(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields).toString(),
  });
}

/** A browser that keeps cookies by path, follows same-origin redirects, and submits the forms it is shown. */
export class TestBrowser {
  readonly #jar = new Map<string, { pair: string; path: string }>();

  /** Opens a page. @returns the first answer that is no redirect within the origin. */
  async open(url: string, call: Call = {}): Promise<Reply & { readonly url: string }> {
    const { origin, pathname } = new URL(url);
    const cookies = [...this.#jar.values()].filter(({ path }) => pathname.startsWith(path)).map(({ pair }) => pair);
    const reply = await send(url, {
      ...call,
      headers: { ...call.headers, ...(cookies.length ? { cookie: cookies.join('; ') } : {}) },
    });
    for (const cookie of reply.cookies) this.#keep(cookie);
    const to = reply.headers['location'];
    const next = to === undefined ? undefined : new URL(to, url);
    return next?.origin === origin ? this.open(next.href) : { ...reply, url };
  }

  /** Fills in and submits the form of a page; `fields` adds to its hidden and ticked inputs. */
  submit(
    page: Reply & { readonly url: string },
    fields: Record<string, string>,
    untick: string[] = [],
  ): Promise<Reply & { readonly url: string }> {
    const action = /<form method="post" action="([^"]*)"/.exec(page.text)?.[1] ?? '';
    const body = new URLSearchParams(fields);
    for (const [, attributes = ''] of page.text.matchAll(/<input ([^>]*)>/g)) {
      const name = /name="([^"]*)"/.exec(attributes)?.[1] ?? '';
      const value = /value="([^"]*)"/.exec(attributes)?.[1] ?? '';
      const counts = /type="hidden"/.test(attributes) || / checked/.test(attributes);
      if (counts && !untick.includes(value)) body.append(name, value);
    }
    return this.open(new URL(action, page.url).href, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: body.toString(),
    });
  }

  /** Signs in on a login page and decides. @returns the last answer, normally the redirect to the app. */
  async signIn(url: string, username: string, decision: 'allow' | 'deny' = 'allow', untick: string[] = []): Promise<Reply> {
    const login = await this.open(url);
    const consent = await this.submit(login, { username, password: `practice-${username}` });
    return this.submit(consent, { decision }, untick);
  }

  #keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
    const name = pair.slice(0, pair.indexOf('='));
    const path = attributes.find((part) => /^path=/i.test(part))?.slice(5) ?? '/';
    const key = `${name} ${path}`;
    if (attributes.some((part) => /^expires=Thu, 01 Jan 1970/i.test(part))) this.#jar.delete(key);
    else this.#jar.set(key, { pair, path });
  }
}

/** A PKCE verifier and its S256 challenge. @see RFC 7636 section 4 */
export function pkcePair(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}
