/** The site's part of the story: calls with every kind of body, and every kind of failure, each written down as the page sees it. */
import type { Page } from 'playwright';
import { expect } from 'vitest';
import type { Bench, ServiceId } from './bench';
import type { Recording } from './recording';

interface Wanted {
  readonly path: string;
  readonly method?: string;
  readonly type?: string;
  readonly text?: string;
  readonly blob?: number;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cache?: string;
}

/** Everything that a page can read from an answer or a failure. */
interface Seen {
  readonly end: number | string;
  readonly response: string;
  readonly body: string;
  readonly error: string;
}

const calls: readonly Wanted[] = [
  { path: '/api/me' },
  { path: '/api/me', method: 'HEAD' },
  { path: '/api/account' },
  { path: '/api/echo?a=1&b=%20%C3%A4' },
  { path: '/api/echo', method: 'POST', type: 'application/json', text: '{"a":[1,2]}' },
  { path: '/api/echo', method: 'POST', type: 'application/x-www-form-urlencoded', text: 'a=1&b=%2B' },
  { path: '/api/echo', method: 'PUT', blob: 300_000 },
  { path: '/api/upload', method: 'POST', form: { title: 'one', note: 'two' } },
  { path: '/api/stream?chunks=5&bytes=2000&ms=1' },
  { path: '/api/status/404' },
  { path: '/api/status/500' },
  { path: '/api/none' },
];
const failing: readonly (Wanted & { readonly code: string })[] = [
  { path: '/api/me', headers: { cookie: 'a=b', 'x-odd': '1' }, code: 'header_not_allowed' },
  { path: '/api/redirect?to=http%3A%2F%2F127.0.0.1%3A9%2F', code: 'redirect_refused' },
];

export interface Cast {
  readonly bench: Bench;
  readonly recording: Recording;
}

/** Makes them all, and expects of each how it ends. */
export async function siteCalls(cast: Cast, page: Page, handles: Readonly<Record<ServiceId, string>>): Promise<void> {
  for (const service of ['practice-photos', 'practice-files'] as const) {
    const { bench, recording } = cast;
    const world = service === 'practice-photos' ? bench.world.photos : bench.world.files;
    const call = (wanted: Wanted, origin = world.origin): Promise<Seen> =>
      callAsSite(recording, page, handles[service], origin + wanted.path, wanted);
    for (const wanted of calls) expect(typeof (await call(wanted)).end, wanted.path).toBe('number');
    for (const wanted of failing) expect((await call(wanted)).end).toBe(wanted.code);
    expect((await call({ path: '/' }, 'http://127.0.0.1:9')).end).toBe('outside_api_hosts');
    expect((await call({ path: service === 'practice-photos' ? '/oauth/access_token' : '/token' })).end).toBe('sign_in_endpoint');
    world.faults.always('/api/me', { drop: true }); // the browser tries a kept-alive connection that broke once more by itself
    expect((await call({ path: '/api/me' })).end).toBe('network_failed');
    world.faults.clear();

    const token = world.issued.findLast(({ kind }) => kind === 'access_token')?.value ?? '';
    const headers = {
      'x-token': token,
      link: `<${world.origin}/next?access_token=${encodeURIComponent(token)}>; rel=next`,
      'x-basic': Buffer.from(`user:${token}`).toString('base64'),
      'x-alone': Buffer.from(token).toString('base64'),
      'content-type': 'text/plain',
    };
    world.faults.next('/api/me', { respond: { status: 200, headers, body: 'quoted in headers' } });
    expect(await call({ path: '/api/me' })).toMatchObject({ end: 200, body: 'quoted in headers' });
  }
  const { files } = cast.bench.world;
  files.expireAccessTokens('alice');
  expect((await callAsSite(cast.recording, page, handles['practice-files'], `${files.origin}/api/me`)).end).toBe(200); // after a renewal
}

/** One call by the page; everything that the page can read is written down. */
export async function callAsSite(
  recording: Recording,
  page: Page,
  handle: string,
  url: string,
  wanted: Omit<Wanted, 'path'> = {},
): Promise<Seen> {
  const seen = await page.evaluate(callAndTell, [handle, url, wanted] as const);
  recording.add('response', 'site', seen.response);
  recording.add('body', 'site', seen.body);
  recording.add('thrown error', 'site', seen.error);
  return seen;
}

/** Runs in the page. */
async function callAndTell([handle, url, { method, type, text, blob, form, headers, cache }]: readonly [
  string,
  string,
  Omit<Wanted, 'path'>,
]): Promise<Seen> {
  const mine = globalThis as unknown as { app: { account(of: string): { fetch: typeof fetch } } };
  const data = form ? new FormData() : undefined;
  for (const [name, value] of Object.entries(form ?? {})) data?.append(name, value);
  const body = data ?? (blob ? new Blob([new Uint8Array(blob)]) : text);
  const init = {
    method: method ?? 'GET',
    ...(cache !== undefined && { cache: cache as RequestCache }),
    headers: { ...headers, ...(type && { 'content-type': type }) },
    ...(body !== undefined && { body }),
  };
  const tellError = (error: unknown): string => {
    const own = error as Error & { problem?: unknown; cause?: unknown };
    return [String(own), own.stack, JSON.stringify(own), JSON.stringify(own.problem), String(own.cause)].join('\n');
  };
  try {
    const response = await mine.app.account(handle).fetch(url, init);
    const { status, statusText, redirected, type: kind } = response;
    const about = JSON.stringify({ url: response.url, status, statusText, redirected, kind, headers: [...response.headers] });
    return { end: status, response: about, body: await response.text(), error: '' };
  } catch (error) {
    return { end: (error as { code?: string }).code ?? String(error), response: '', body: '', error: tellError(error) };
  }
}
