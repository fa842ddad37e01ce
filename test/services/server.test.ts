/** Tries faults, going down and coming up, and the reading of uploads. */
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { json } from './answers';
import { startFiles } from './files';
import { FilesApp } from './files-testing';
import { parseMultipart } from './multipart';
import { startServer, type PracticeServer } from './server';
import { send } from './testing-client';

let server: PracticeServer;
let served: string[];

beforeEach(async () => {
  served = [];
  server = await startServer(async (exchange) => {
    if (exchange.path === '/broken') throw new Error('practice failure');
    served.push(exchange.target);
    json(exchange, 200, 'served', { ok: true });
  });
});
afterEach(() => server.close());

const get = (path: string) => send(server.origin + path);
const pending = (promise: Promise<unknown>) =>
  Promise.race([
    promise.then(
      () => false,
      () => false,
    ),
    new Promise((resolve) => setTimeout(() => resolve(true), 40)),
  ]);

describe('faults', () => {
  it('answers in place of the service, once', async () => {
    const { reached } = server.faults.next('/a', { respond: { status: 503, headers: { 'retry-after': '1' }, body: 'busy' } });
    expect((await get('/b')).status).toBe(200);
    expect(await get('/a?x=1')).toMatchObject({ status: 503, text: 'busy', headers: { 'retry-after': '1' } });
    await reached;
    expect((await get('/a')).status).toBe(200);
    expect(server.log.map(({ path, query, status, outcome }) => [path, query, status, outcome])).toEqual([
      ['/b', '', 200, 'served'],
      ['/a', '?x=1', 503, 'fault: answered 503'],
      ['/a', '', 200, 'served'],
    ]);
  });

  it('drops connections, and queues faults in order', async () => {
    server.faults.next(/^\/a\?x=/, { drop: true });
    server.faults.next('GET /a', { respond: { status: 500 } });
    expect((await get('/a')).status).toBe(500);
    await expect(get('/a?x=1')).rejects.toThrow();
    expect(server.log.at(-1)).toMatchObject({ status: 0, outcome: 'fault: connection dropped' });
    server.faults.next('POST /a', { drop: true });
    expect((await get('/a')).status).toBe(200);
  });

  it('delays', async () => {
    server.faults.next('/a', { delay: 60 });
    const started = Date.now();
    await get('/a');
    expect(Date.now() - started).toBeGreaterThanOrEqual(55);
  });

  it('holds a request before the service sees it', async () => {
    let release = () => {};
    const hold = new Promise<void>((resolve) => (release = resolve));
    const fault = server.faults.next('/a', { hold, when: 'before' });
    const reply = get('/a');
    await fault.reached;
    expect(await pending(reply)).toBe(true);
    expect(served).toEqual([]);
    expect(server.log[0]).toMatchObject({ status: 0, outcome: 'held before processing' });
    release();
    expect((await reply).status).toBe(200);
    expect(served).toEqual(['/a']);
  });

  it('holds an answer after the service has done its work', async () => {
    let release = () => {};
    const hold = new Promise<void>((resolve) => (release = resolve));
    const fault = server.faults.next('/a', { hold, when: 'after' });
    const reply = get('/a');
    await fault.reached;
    expect(served).toEqual(['/a']);
    expect(server.log[0]).toMatchObject({ status: 200, outcome: 'served' });
    expect(await pending(reply)).toBe(true);
    release();
    expect((await reply).text).toBe('{"ok":true}');
  });

  it('does not serve a request whose client has gone while it was held', async () => {
    let release = () => {};
    const hold = new Promise<void>((resolve) => (release = resolve));
    const fault = server.faults.next('/a', { hold, when: 'before' });
    const req = request(`${server.origin}/a`, { agent: false }).on('error', () => {});
    req.end();
    await fault.reached;
    req.destroy();
    await new Promise((resolve) => setTimeout(resolve, 30));
    release();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(served).toEqual([]);
  });

  it('lasts with always, until cleared', async () => {
    server.faults.always('/a', { respond: { status: 500 } });
    expect([(await get('/a')).status, (await get('/a')).status]).toEqual([500, 500]);
    server.faults.clear();
    expect((await get('/a')).status).toBe(200);
  });

  it('goes down and comes up on the same port', async () => {
    const held = server.faults.next('/a', { hold: new Promise(() => {}), when: 'after' });
    const cut = get('/a');
    await held.reached;
    await Promise.all([expect(cut).rejects.toThrow(), server.faults.down()]);
    await expect(get('/a')).rejects.toThrow('ECONNREFUSED');
    await server.faults.up();
    expect((await get('/a')).status).toBe(200);
  });

  it('turns a failure of the service into a 500', async () => {
    expect((await get('/broken')).status).toBe(500);
    expect(server.log[0]?.outcome).toBe('internal error: practice failure');
  });
});

describe('faults in front of a token endpoint', () => {
  it('issues the tokens and withholds only the answer', async () => {
    const files = await startFiles();
    try {
      const app = new FilesApp(files);
      const first = await app.signIn();
      let release = () => {};
      const hold = new Promise<void>((resolve) => (release = resolve));
      const fault = files.faults.next('/token', { hold, when: 'after' });
      const before = files.issued.length;
      const reply = app.refresh(first.refresh_token);
      await fault.reached;
      expect(files.issued.slice(before).map(({ kind }) => kind)).toEqual(['refresh_token', 'access_token', 'id_token']);
      expect(files.log.at(-1)).toMatchObject({ path: '/token', status: 200, user: 'alice' });
      release();
      expect((await reply).status).toBe(200);
    } finally {
      await files.close();
    }
  });
});

describe('multipart bodies', () => {
  const type = 'multipart/form-data; boundary="b"';
  it.each([
    ['no boundary', 'multipart/form-data', ''],
    ['another start', type, 'x--b\r\n'],
    ['no end', type, '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'],
    ['no name', type, '--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--'],
    ['no header section', type, '--b\r\nx\r\n--b--'],
    ['a malformed header', type, '--b\r\nnothing\r\n\r\nx\r\n--b--'],
    ['a malformed boundary line', type, '--bx\r\n'],
  ])('are refused with %s', (_name, contentType, body) => {
    expect(() => parseMultipart(contentType, Buffer.from(body))).toThrow();
  });

  it('may hold empty parts', () => {
    const body = Buffer.from('--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n--b--\r\n');
    expect(parseMultipart(type, body)).toEqual([{ name: 'a', data: Buffer.alloc(0) }]);
  });
});
