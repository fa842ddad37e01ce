/** Redirects: fetch's own rules for methods, bodies, headers and fragments, inside the API hosts and out of them. */
import type { Answer, Case, Cases, Hosts } from './case';

const to =
  (status: number, init: RequestInit = {}, rest = 'end?q=1', host: keyof Hosts = 'double'): Case =>
  (t) =>
    t.tell(t.fetch(t.url({ status, headers: [['location', t.url({ body: 'there' }, rest, host)]] }, 'start'), init));
/** A Location that is written as the case wants it. */
const located =
  (location: (full: string) => string, init: RequestInit = {}): Case =>
  (t) =>
    t.tell(t.fetch(t.url({ status: 302, headers: [['location', location(t.url({ body: 'there' }, 'end'))]] }, 'start'), init));
const hops =
  (answer: Answer, init: RequestInit = {}): Case =>
  (t) =>
    t.tell(t.fetch(t.url({ ...answer, body: 'there' }), init));

const post = { method: 'POST', body: 'body', headers: { 'content-type': 'a/b', 'content-language': 'da', 'x-one': '1' } };

export const redirects: Cases = {
  '301 of GET': to(301),
  '302 of GET': to(302),
  '303 of GET': to(303),
  '307 of GET': to(307),
  '308 of GET': to(308),
  '301 of POST becomes GET': to(301, post),
  '302 of POST becomes GET': to(302, post),
  '303 of POST becomes GET': to(303, post),
  '307 of POST stays': to(307, post),
  '308 of POST stays': to(308, post),
  '302 of PUT stays': to(302, { ...post, method: 'PUT' }),
  '303 of PUT becomes GET': to(303, { ...post, method: 'PUT' }),
  '303 of DELETE becomes GET': to(303, { method: 'DELETE' }),
  '302 of DELETE stays': to(302, { method: 'DELETE' }),
  '302 of HEAD': to(302, { method: 'HEAD' }),
  '303 of HEAD stays': to(303, { method: 'HEAD' }),
  '307 of a form': to(307, { method: 'POST', body: new URLSearchParams({ a: 'b' }) }),
  'headers go along': to(307, { headers: { accept: 'a/b', 'x-one': '1' } }),
  'to another API host': to(307, post, 'end', 'sibling'),
  'GET to another API host': to(302, {}, 'end', 'sibling'),
  'to a host that is no API host': to(302, {}, 'end', 'foreign'),
  'POST to a host that is no API host': to(307, post, 'end', 'foreign'),
  'a path as Location': located((full) => new URL(full).pathname),
  'a relative Location': located((full) => `../${full.split('/').slice(-2).join('/')}?r=1`),
  'a Location without its scheme': located((full) => full.replace(/^http:/, '')),
  'a Location with a fragment': located((full) => `${full}#part`),
  'a fragment that the redirect does not name': (t) =>
    t.tell(t.fetch(`${t.url({ status: 302, headers: [['location', t.url({ body: 'there' }, 'end')]] })}#mine`)),
  'a unicode Location': located((full) => encodeURI(`${full}/grün?q=ä`)),
  'a Latin-1 Location': located((full) => `${full}/gr\u00fcn`),
  'no Location': (t) => t.tell(t.fetch(t.url({ status: 302, body: 'kept' }))),
  '300 with a Location': to(300),
  '304 with a Location': to(304),
  '305 with a Location': to(305),
  '201 with a Location': to(201, post),
  'an unreadable Location': located(() => 'http://[bad'),
  'a Location of another scheme': located(() => 'data:text/plain,x'),
  'a Location with credentials': located((full) => full.replace('http://', 'http://user:pass@')),
  'a chain of 5': hops({ hops: 5 }),
  'a chain of 20': hops({ hops: 20 }),
  'a chain of 21': hops({ hops: 21 }),
  'an endless chain of POST': hops({ hops: 100, status: 307 }, post),
  'redirect: follow': to(302, { redirect: 'follow' }),
  'redirect: manual': to(302, { redirect: 'manual' }),
  'redirect: error': to(302, { redirect: 'error' }),
  'redirect: error, without a redirect': (t) => t.tell(t.fetch(t.url(), { redirect: 'error' })),
  'a clone knows the redirect': async (t) => {
    const response = await t.fetch(t.url({ hops: 1, body: 'there' }));
    return t.tell(response.clone());
  },
  'aborted on the way': (t) => {
    const location = t.url({ instead: 'hang' }, 'end');
    return t.failure(() =>
      t.fetch(t.url({ status: 302, headers: [['location', location]] }), { signal: AbortSignal.timeout(1500) }),
    );
  },
};
