/** Bodies of answers as streams: pieces, readers, copies, pipes, and what is left of a body that was used. */
import type { Answer, Cases } from './case';

const pieces: Answer = { pieces: { texts: ['one ', 'two ', 'grün'], gap: 30 } };
const endless: Answer = { pieces: { texts: ['one'], gap: 0 }, end: 'hang' };
const read = async (reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> => {
  const decoder = new TextDecoder();
  let text = '';
  for (let piece = await reader.read(); !piece.done; piece = await reader.read())
    text += decoder.decode(piece.value, { stream: true });
  return text;
};

export const streams: Cases = {
  'by a reader': async (t) => read((await t.fetch(t.url(pieces))).body!.getReader()),
  'the first piece comes before the last is sent': async (t) => {
    const aborter = new AbortController();
    const { body } = await t.fetch(t.url(endless), { signal: aborter.signal });
    const { value } = await body!.getReader().read();
    aborter.abort();
    return new TextDecoder().decode(value);
  },
  'pieces are Uint8Arrays': async (t) => {
    const { value } = await (await t.fetch(t.url({ body: 'x' }))).body!.getReader().read();
    return [value instanceof Uint8Array, value?.byteOffset, value?.buffer.byteLength];
  },
  'by for await': async (t) => {
    const decoder = new TextDecoder();
    let text = '';
    for await (const piece of (await t.fetch(t.url(pieces))).body!) text += decoder.decode(piece, { stream: true });
    return text;
  },
  'by a reader with a buffer of its own': async (t) => {
    const reader = (await t.fetch(t.url({ body: '0123456789' }))).body!.getReader({ mode: 'byob' });
    const texts: string[] = [];
    for (let piece = await reader.read(new Uint8Array(4)); !piece.done; piece = await reader.read(new Uint8Array(4)))
      texts.push(new TextDecoder().decode(piece.value));
    return texts.join('');
  },
  'by pipeThrough': async (t) => read((await t.fetch(t.url(pieces))).body!.pipeThrough(new TransformStream()).getReader()),
  'as text by TextDecoderStream': async (t) => {
    const { body } = await t.fetch(t.url(pieces));
    let text = '';
    for await (const piece of body!.pipeThrough(new TextDecoderStream())) text += piece;
    return text;
  },
  'by pipeTo': async (t) => {
    let size = 0;
    const sink = new WritableStream<Uint8Array>({ write: (piece) => void (size += piece.byteLength) });
    await (await t.fetch(t.url({ size: 700_000 }))).body!.pipeTo(sink);
    return size;
  },
  'by tee': async (t) => {
    const response = await t.fetch(t.url(pieces));
    const both = response.body!.tee();
    const texts = await Promise.all(both.map((one) => read(one.getReader())));
    return { texts, used: response.bodyUsed, again: await t.failure(() => response.text()) };
  },
  'a part, then the rest by another reader': async (t) => {
    const { body } = await t.fetch(t.url(pieces));
    const first = body!.getReader();
    const start = new TextDecoder().decode((await first.read()).value);
    first.releaseLock();
    return start + (await read(body!.getReader()));
  },
  clone: async (t) => {
    const response = await t.fetch(t.url({ body: 'both', status: 201, headers: [['x-one', '1']] }));
    const copy = response.clone();
    return [await t.tell(response), await t.tell(copy)];
  },
  'clone of a clone': async (t) => t.tell((await t.fetch(t.url({ body: 'b' }))).clone().clone()),
  'clone of a body in pieces': async (t) => {
    const response = await t.fetch(t.url(pieces));
    const copy = response.clone();
    return Promise.all([response.text(), copy.text()]);
  },
  'clone after use': async (t) => {
    const response = await t.fetch(t.url({ body: 'b' }));
    await response.text();
    return t.failure(async () => response.clone());
  },
  'used twice': async (t) => {
    const response = await t.fetch(t.url({ body: 'b' }));
    const before = response.bodyUsed;
    const text = await response.text();
    return { before, text, after: response.bodyUsed, again: await t.failure(() => response.json()) };
  },
  'used while locked': async (t) => {
    const response = await t.fetch(t.url({ body: 'b' }));
    response.body!.getReader();
    return { used: response.bodyUsed, failure: await t.failure(() => response.text()) };
  },
  'used, although empty': async (t) => {
    const response = await t.fetch(t.url());
    return [await response.text(), response.bodyUsed, await t.failure(() => response.text())];
  },
  'no body, used twice': async (t) => {
    const response = await t.fetch(t.url({ status: 204 }));
    return [await response.text(), response.bodyUsed, await t.failure(() => response.text())];
  },
  'cancel in the middle': async (t) => {
    const response = await t.fetch(t.url(endless));
    const reader = response.body!.getReader();
    await reader.read();
    await reader.cancel('enough');
    return { used: response.bodyUsed, after: await reader.read() };
  },
  'cancel before reading': async (t) => {
    const response = await t.fetch(t.url(endless));
    await response.body!.cancel();
    return { used: response.bodyUsed, text: await t.failure(() => response.text()) };
  },
  'leaving a for await': async (t) => {
    const { body } = await t.fetch(t.url(endless));
    for await (const piece of body!) return new TextDecoder().decode(piece);
    return 'ended';
  },
  'cancel of one copy': async (t) => {
    const response = await t.fetch(t.url(pieces));
    const copy = response.clone();
    void copy.body!.cancel();
    return response.text();
  },
  'text()': async (t) => (await t.fetch(t.url({ body: 'grün 漢' }))).text(),
  'json()': async (t) => (await t.fetch(t.url({ body: '{"a":[1,null,"ü"]}' }))).json(),
  'blob()': async (t) => {
    const blob = await (await t.fetch(t.url({ body: 'b', headers: [['content-type', 'image/PNG; a=B']] }))).blob();
    return [blob.size, blob.type, await blob.text()];
  },
  'blob() without a type': async (t) => {
    const blob = await (await t.fetch(t.url({ body: 'b' }))).blob();
    return [blob.size, blob.type];
  },
  'arrayBuffer()': async (t) => (await (await t.fetch(t.url({ size: 1000 }))).arrayBuffer()).byteLength,
  'bytes()': async (t) => {
    const bytes = await (await t.fetch(t.url({ size: 300 }))).bytes();
    return [bytes instanceof Uint8Array, [...bytes].slice(-3)];
  },
  'formData() of a form': async (t) => {
    const headers = [['content-type', 'application/x-www-form-urlencoded']] as const;
    return [...(await (await t.fetch(t.url({ body: 'a=b+c&a=%C3%A4', headers }))).formData())];
  },
  'formData() of multipart': async (t) => {
    const body =
      '--B\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\nContent-Type: a/b\r\n\r\nhello\r\n--B--\r\n';
    const headers = [['content-type', 'multipart/form-data; boundary=B']] as const;
    const file = (await (await t.fetch(t.url({ body, headers }))).formData()).get('f') as File;
    return [file.name, file.type, await file.text()];
  },
  'formData() of something else': async (t) => t.failure(async () => (await t.fetch(t.url({ body: 'x' }))).formData()),
  '3 MB arrive whole': async (t) => {
    const digest = await crypto.subtle.digest('SHA-256', await (await t.fetch(t.url({ size: 3_000_000 }))).arrayBuffer());
    return [...new Uint8Array(digest)].join();
  },
};
