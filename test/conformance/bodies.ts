/** Request bodies of every type that fetch takes, and what becomes of the Request that carried one. */
import type { Case, Cases, Tools } from './case';

type Body = NonNullable<RequestInit['body']>;
const posts =
  (make: () => Body, init: RequestInit = {}): Case =>
  (t) =>
    t.tell(t.fetch(t.url(), { method: 'POST', ...init, body: make() }));
const bytes = (): Uint8Array<ArrayBuffer> => Uint8Array.from({ length: 256 }, (_, index) => index);
const formed = (...parts: [string, string | Blob, string?][]): FormData => {
  const form = new FormData();
  for (const [name, value, file] of parts)
    if (typeof value === 'string') form.append(name, value);
    else if (file === undefined) form.append(name, value);
    else form.append(name, value, file);
  return form;
};
const streamed = (...texts: string[]): ReadableStream => new Blob(texts).stream() as ReadableStream;
const streaming = { method: 'POST', duplex: 'half' } as RequestInit;
const used = async (t: Tools, request: Request): Promise<unknown> => {
  const answer = await t.tell(t.fetch(request));
  return { answer, used: request.bodyUsed, again: await t.failure(() => t.fetch(request)) };
};

export const bodies: Cases = {
  'a text': posts(() => 'plain text'),
  'a unicode text': posts(() => 'grün, 漢字, 👩‍🚀'),
  'a text with a lone surrogate': posts(() => 'a\ud800b'),
  'a text of 1 MB': posts(() => 'é'.repeat(500_000)),
  'a text that is JSON': posts(() => '{"a":1}', { headers: { 'content-type': 'application/json' } }),
  URLSearchParams: posts(() => new URLSearchParams({ a: 'ä & b', c: '+ %', d: '' })),
  'empty URLSearchParams': posts(() => new URLSearchParams()),
  'URLSearchParams under another type': posts(() => new URLSearchParams({ a: 'b' }), { headers: { 'content-type': 'text/x' } }),
  'a form as text': posts(() => 'a=b&a=c', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
  'a form’s type on bytes that are no UTF-8': posts(bytes, { headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
  'FormData with texts': posts(() => formed(['a', 'b'], ['a', 'ä"\r\n漢'])),
  'FormData with files': posts(() =>
    formed(['f', new File([bytes()], 'ä "q".bin', { type: 'image/png' })], ['g', new File(['x'], 'plain')], ['t', 'text']),
  ),
  'FormData with a Blob': posts(() =>
    formed(['b', new Blob(['blob'], { type: 'text/x' })], ['c', new Blob(['named']), 'name.txt']),
  ),
  'FormData with an empty file': posts(() => formed(['e', new File([], '')])),
  'empty FormData': posts(() => formed()),
  'a Blob': posts(() => new Blob(['blob ', bytes()])),
  'a Blob with a type': posts(() => new Blob(['{}'], { type: 'application/json; charset=utf-8' })),
  'a Blob under another type': posts(() => new Blob(['{}'], { type: 'a/b' }), { headers: { 'content-type': 'c/d' } }),
  'an empty Blob with a type': posts(() => new Blob([], { type: 'a/b' })),
  'a part of a Blob': posts(() => new Blob(['0123456789']).slice(2, 5, 'x/y')),
  'a File': posts(() => new File([bytes()], 'a.bin', { type: 'image/png' })),
  'an ArrayBuffer': posts(() => bytes().buffer),
  'an empty ArrayBuffer': posts(() => new ArrayBuffer(0)),
  'a Uint8Array': posts(bytes),
  'a view of a part': posts(() => bytes().subarray(10, 20)),
  'a Float64Array': posts(() => new Float64Array([1, Math.PI, -0])),
  'a DataView': posts(() => new DataView(bytes().buffer, 100, 7)),
  'an ArrayBuffer, changed after the call': (t) => {
    const body = bytes();
    const answer = t.tell(t.fetch(t.url(), { method: 'POST', body }));
    body.fill(0);
    return answer;
  },
  'a stream': posts(() => streamed('one ', 'two'), streaming),
  'a stream without duplex': (t) => t.failure(() => t.fetch(t.url(), { method: 'POST', body: streamed('x') })),
  'a stream that is locked': (t) => {
    const body = streamed('x');
    body.getReader();
    return t.failure(() => t.fetch(t.url(), { ...streaming, body }));
  },
  'an object, as its text': posts(() => ({ a: 1 }) as unknown as Body),
  'null as body': (t) => t.tell(t.fetch(t.url(), { method: 'POST', body: null })),
  'a Request': (t) => t.tell(t.fetch(new Request(t.url(), { method: 'PUT', body: 'r', headers: { 'x-one': '1' } }))),
  'a Request, spent by the call': (t) => used(t, new Request(t.url(), { method: 'POST', body: 'once' })),
  'a Request without a body, twice': (t) => used(t, new Request(t.url())),
  'a clone of a Request': async (t) => {
    const request = new Request(t.url(), { method: 'POST', body: 'twice' });
    const copy = request.clone();
    return [await t.tell(t.fetch(request)), await t.tell(t.fetch(copy))];
  },
  'a Request whose body was read': async (t) => {
    const request = new Request(t.url(), { method: 'POST', body: 'read' });
    await request.text();
    return t.failure(() => t.fetch(request));
  },
  'a Request with another method and body': (t) =>
    t.tell(t.fetch(new Request(t.url(), { method: 'POST', body: 'old' }), { method: 'PUT', body: 'new' })),
  'a Request with other headers': (t) =>
    t.tell(
      t.fetch(new Request(t.url(), { method: 'POST', body: 'b', headers: { 'x-one': '1' } }), { headers: { 'x-two': '2' } }),
    ),
  'a Request with a body, turned to GET': (t) =>
    t.failure(() => t.fetch(new Request(t.url(), { method: 'POST', body: 'b' }), { method: 'GET' })),
  'GET with a body': (t) => t.failure(() => t.fetch(t.url(), { body: 'b' })),
  'HEAD with a body': (t) => t.failure(() => t.fetch(t.url(), { method: 'HEAD', body: new Blob() })),
};
