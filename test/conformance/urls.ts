/** URLs: unicode, fragments, escapes, length, and those that no API host has. */
import type { Case, Cases } from './case';

const at =
  (rest: string): Case =>
  (t) =>
    t.tell(t.fetch(t.url({}, rest)));
const other =
  (url: string): Case =>
  (t) =>
    t.tell(t.fetch(url));

export const urls: Cases = {
  'a unicode path and query': at('grün/漢字?q=ä&r=👩‍🚀'),
  'escapes stay as they are': at('a%2Fb%20c/%C3%A4?x=%26+%2B%25'),
  'blanks, quotes and brackets': at('a b"<>`{}|^[]?a b"<>`{}|^[]\''),
  'dots are resolved': at('a/./b/../c/%2e%2e/d'),
  'doubled slashes': at('a//b///?x'),
  'a fragment is not sent': at('a?b#part'),
  'an empty query': at('a?'),
  'a backslash': at('a\\b'),
  'tabs and line feeds': at('a\tb\nc'),
  'a query with a question mark': at('a?b?c=d&=&&e'),
  'a URL object': (t) => t.tell(t.fetch(new URL(t.url({}, 'a?b=c#d')))),
  'an object with toString': (t) => t.tell(t.fetch({ toString: () => t.url({}, 'made') } as URL)),
  'the scheme in capitals': (t) => t.tell(t.fetch(t.url().replace('http:', 'HTTP:'))),
  '10 kB long': at(`a?q=${'x'.repeat(10_000)}`),
  '60 kB long': at(`a?q=${'x'.repeat(60_000)}`),
  '100 kB long': (t) => t.tell(t.fetch(t.url({}, `a?q=${'x'.repeat(100_000)}`))),
  'a user name': (t) => t.failure(() => t.fetch(t.url().replace('//', '//user@'))),
  'a user name and password': (t) => t.failure(() => t.fetch(t.url().replace('//', '//user:pass@'))),
  'not a URL': (t) => t.failure(() => t.fetch('http://[bad')),
  'an unknown scheme': other('unheard:of'),
  'data:': other('data:text/plain,hello'),
  'blob:': async (t) => {
    const url = URL.createObjectURL(new Blob(['hello']));
    const { status, error } = await t.tell(t.fetch(url));
    return { status, error };
  },
  'file:': other('file:///etc/hostname'),
  'about:': other('about:blank'),
  'a relative URL': async (t) => {
    const { status, error } = await t.tell(t.fetch('/nowhere'));
    return { status, error };
  },
  'a host that is no API host': (t) => t.tell(t.fetch(t.url({ body: 'foreign' }, '', 'foreign'))),
  'another API host': (t) => t.tell(t.fetch(t.url({ body: 'sibling' }, '', 'sibling'))),
};
