/** The options of fetch: taken, without meaning here, or refused. */
import type { Case, Cases } from './case';

const by =
  (init: RequestInit, answer = {}): Case =>
  (t) =>
    t.tell(t.fetch(t.url({ body: 'x', ...answer }), init));
const refused =
  (init: object): Case =>
  (t) =>
    t.failure(() => t.fetch(t.url(), init));
const cached = { headers: [['cache-control', 'max-age=600']] as const };
const twice =
  (cache: RequestCache): Case =>
  async (t) => {
    const url = t.url({ body: 'x', ...cached });
    return [await t.tell(t.fetch(url, { cache })), await t.tell(t.fetch(url, { cache }))];
  };

export const options: Cases = {
  'credentials: omit': by({ credentials: 'omit' }),
  'credentials: same-origin': by({ credentials: 'same-origin' }),
  'credentials: include': by({ credentials: 'include' }),
  'mode: cors': by({ mode: 'cors' }),
  'mode: no-cors': by({ mode: 'no-cors' }),
  'mode: same-origin': by({ mode: 'same-origin' }),
  'mode: navigate': refused({ mode: 'navigate' }),
  'mode: nonsense': refused({ mode: 'nonsense' }),
  'cache: default': by({ cache: 'default' }),
  'cache: no-store': twice('no-store'),
  'cache: reload': by({ cache: 'reload' }),
  'cache: no-cache': by({ cache: 'no-cache' }),
  'cache: force-cache': by({ cache: 'force-cache' }),
  'cache: only-if-cached': refused({ cache: 'only-if-cached' }),
  'an answer that may be cached': twice('default'),
  'integrity that fits': by({ integrity: 'sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=' }),
  'integrity that does not fit': by({ integrity: 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' }),
  keepalive: by({ keepalive: true }),
  'keepalive of POST': by({ keepalive: true, method: 'POST', body: 'x' }),
  'priority: high': by({ priority: 'high' }),
  'priority: nonsense': refused({ priority: 'nonsense' }),
  'referrer: none': by({ referrer: '' }),
  'referrer: a path': by({ referrer: '/somewhere' }),
  'referrer: nonsense': refused({ referrer: 'http://[bad' }),
  'referrerPolicy: no-referrer': by({ referrerPolicy: 'no-referrer' }),
  'referrerPolicy: nonsense': refused({ referrerPolicy: 'nonsense' }),
  'window: null': by({ window: null }),
  'window: something': refused({ window: {} }),
  'duplex: half': by({ duplex: 'half', method: 'POST', body: 'x' } as RequestInit),
  'duplex: full': refused({ duplex: 'full', method: 'POST', body: 'x' }),
  'redirect: nonsense': refused({ redirect: 'nonsense' }),
  'credentials: nonsense': refused({ credentials: 'nonsense' }),
  'no options at all': (t) => t.tell(t.fetch(t.url(), undefined)),
  'null as options': (t) => t.tell(t.fetch(t.url(), null as unknown as RequestInit)),
  'unknown options': by({ unheard: 'of', method: 'POST' } as RequestInit),
  'options by getters': (t) =>
    t.tell(
      t.fetch(t.url(), {
        get method() {
          return 'PUT';
        },
        get body() {
          return 'got';
        },
      }),
    ),
  'no arguments': (t) => t.failure(() => (t.fetch as () => unknown)()),
  'failures come as a promise': (t) => {
    const promise = t.fetch(t.url(), { method: 'TRACE' });
    promise.catch(() => undefined);
    return promise instanceof Promise;
  },
  'taken out of its object': (t) => {
    const { fetch } = t;
    return t.tell(fetch(t.url()));
  },
  'many at a time (unseen)': (t) =>
    Promise.all(Array.from({ length: 20 }, async (_, index) => (await t.fetch(t.url({ body: `${index}` }))).text())),
  'what the browser adds: origin and referrer': (t) =>
    t
      .tell(t.fetch(t.url({ tell: ['origin', 'referer'] }), { method: 'POST' }))
      .then(({ text }) =>
        Object.entries(JSON.parse(String(text)) as Record<string, string | null>).map(
          ([name, value]) => `${name}: ${value !== null}`,
        ),
      ),
  'what the browser adds: where the request comes from': (t) =>
    t.tell(t.fetch(t.url({ tell: ['sec-fetch-mode', 'sec-fetch-dest', 'sec-fetch-site'] }))),
  'what the browser adds: the cache’s wish': (t) => t.tell(t.fetch(t.url({ tell: ['cache-control', 'pragma'] }))),
};
