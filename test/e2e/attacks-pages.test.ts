/** A page of an enabled site that cheats: with handles of others, with a click that was none, in frames, with built-ins of its own. */
import type { Frame, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findSecrets } from '../services/secrets';
import { openApp, pageCall, pageSees, quietly } from './pages/app';
import { askRaw, heard, openRaw, sendRaw } from './pages/raw';
import { startTestSite, type TestSite } from './pages/site';
import { openEnabled, openStage, permit, signIn, type Stage } from './pages/stage';

let stage: Stage;
let framed: TestSite;
let page: Page;
let handle: string;

beforeAll(async () => {
  stage = await openStage();
  framed = await startTestSite();
  await signIn(stage, 'practice-files', 'alice');
  page = await openEnabled(stage);
  handle = await permit(stage, page, { service: 'practice-files' });
});
afterAll(async () => {
  await Promise.all([stage?.close(), framed?.close()]);
});

test('handles are worth nothing in other hands, nor when they are guessed', async () => {
  const origin = stage.site.origin.replace('127.0.0.1', 'localhost');
  await stage.browser.grantHosts(['http://localhost/*']);
  const elsewhere = await openEnabled(stage, origin);
  const call = (which: string): string =>
    `{ t: 'call', handle: ${JSON.stringify(which)}, url: '${stage.world.files.origin}/api/me', method: 'GET', headers: [] }`;
  const { accounts, permits } = await stage.overview();
  const before = stage.world.files.log.length;
  for (const which of [handle, '', '*', '__proto__', accounts[0]?.id ?? '', permits[0]?.id ?? '', handle.toUpperCase()])
    expect(await askRaw(elsewhere, 'fetch', call(which)), which).toBe('no_permit');
  for (const which of ['', accounts[0]?.id ?? '', permits[0]?.id ?? ''])
    expect(await askRaw(page, 'fetch', call(which)), which).toBe('no_permit');
  expect(await askRaw(elsewhere, 'ask', `{ t: 'release', handle: '${handle}' }`)).toBe('no_permit');
  expect(stage.world.files.log).toHaveLength(before);
  expect(await askRaw(elsewhere, 'ask', "{ t: 'permits' }")).toEqual([]);
  expect(await pageCall(page, handle, `${stage.world.files.origin}/api/me`)).toMatchObject({ status: 200 });
  await elsewhere.close();
});

test('a page can’t claim the user’s click, not even with its own idea of userActivation', async () => {
  const fresh = await openApp(await stage.browser.context.newPage(), stage.site.origin);
  const lie = `Object.defineProperty(Navigator.prototype, 'userActivation', { get: () => ({ isActive: true, hasBeenActive: true }) }); app.connect({ service: 'practice-files', access: 'change' })`;
  expect(await quietly(fresh, lie)).toMatchObject({ code: 'no_activation' });
  await fresh.close();
});

test('frames in an enabled page get nothing when they are of another origin or sandboxed; one of its own may ask for itself only', async () => {
  framed.add('/inner', '<!doctype html><title>inner</title>');
  stage.site.add('/inner', '<!doctype html><title>inner</title>');
  stage.site.add(
    '/outer',
    `<!doctype html><title>outer</title><iframe src="${framed.origin}/inner"></iframe><iframe sandbox="allow-scripts" src="/inner"></iframe><iframe src="/inner"></iframe>`,
  );
  const outer = await stage.browser.context.newPage();
  await outer.goto(`${stage.site.origin}/outer`);
  expect(outer.frames()).toHaveLength(4);
  const lines: [number, Frame][] = [];
  for (const frame of outer.frames().slice(1)) {
    for (const target of ['window', 'window.parent', 'window.top']) {
      const line = await openRaw(frame, 'ask', target);
      await sendRaw(frame, line, "{ t: 'hello' }");
      lines.push([line, frame]);
    }
  }
  expect(await askRaw(outer, 'ask', "{ t: 'hello' }")).toBe(true); // asked later, answered already
  const [own, ofOwn] = lines.splice(6, 1)[0] ?? [];
  expect(await heard(ofOwn!, own!)).toMatchObject({ frames: [{ t: 'done', value: true }] });
  for (const [line, frame] of lines) expect(await heard(frame, line)).toEqual({ frames: [], closed: false });
  await outer.close();
});

test('a page that replaces its built-ins hears all that crosses its world, and no secret is in it', async () => {
  const spied = await openApp(await stage.browser.context.newPage(), stage.site.origin);
  const heardText = await spied.evaluate(
    async ([mine, url]) => {
      const seen: unknown[] = [];
      const note = (value: unknown): void => {
        try {
          seen.push(typeof value === 'string' ? value : JSON.stringify(value));
        } catch {
          seen.push('?');
        }
      };
      const spy = (owner: object, name: string): void => {
        const real = Reflect.get(owner, name) as (...args: unknown[]) => unknown;
        Reflect.set(owner, name, function (this: unknown, ...args: unknown[]) {
          args.forEach(note);
          return real.apply(this, args);
        });
      };
      for (const name of ['map', 'filter']) spy(Array.prototype, name);
      spy(Promise.prototype, 'then');
      spy(MessagePort.prototype, 'postMessage');
      spy(globalThis, 'postMessage');
      spy(Headers.prototype, 'append');
      const { app } = globalThis as unknown as {
        app: { accounts(): Promise<unknown>; fetch(handle: string, to: string): Promise<unknown> };
      };
      note(await app.accounts());
      note(await app.fetch(mine, url));
      return seen.join('\n');
    },
    [handle, `${stage.world.files.origin}/api/me`] as const,
  );
  expect(heardText).toContain('Alice Practice');
  expect(findSecrets(heardText, [...stage.world.files.issued, ...stage.world.photos.issued])).toEqual([]);
  expect(await pageSees(page)).toBe(true);
  await spied.close();
});
