import { afterAll, beforeAll, test } from 'vitest';
import { openRaw, sendRaw, heard } from './pages/raw';
import { openEnabled, openStage, type Stage } from './pages/stage';
let stage: Stage;
beforeAll(async () => { stage = await openStage({ bare: true }); await stage.browser.grantHosts(['http://127.0.0.1/*']); });
afterAll(async () => stage?.close());
test('where it goes', async () => {
  const page = await openEnabled(stage);
  const worker = await stage.browser.worker();
  await worker.evaluate(() => {
    const own = globalThis as any;
    own.seen = [];
    own.browser.runtime.onConnect.addListener((port: any) => port.onMessage.addListener((m: any) => own.seen.push([Object.getOwnPropertyNames(m), Object.getOwnPropertyNames(m.f ?? {}), Object.getPrototypeOf(m.f ?? {}) === Object.prototype, (m.f ?? {}).polluted, JSON.stringify(m)])));
  });
  console.log('local', await page.evaluate(`new Promise((resolve) => { const { port1, port2 } = new MessageChannel(); port2.onmessage = ({ data }) => resolve([Object.getOwnPropertyNames(data), data.polluted]); port1.postMessage(JSON.parse('{"t":"hello","__proto__":{"polluted":1}}')); })`));
  console.log('parsed', await page.evaluate(`Object.getOwnPropertyNames(JSON.parse('{"t":"hello","__proto__":{"polluted":1}}'))`));
  const line = await openRaw(page, 'ask');
  await sendRaw(page, line, `JSON.parse('{"t":"hello","__proto__":{"polluted":1}}')`);
  await page.waitForTimeout(2000);
  console.log('heard', JSON.stringify(await heard(page, line)));
  console.log('worker', JSON.stringify(await worker.evaluate(() => (globalThis as any).seen)));
  console.log('statements', await page.evaluate(`const q = 1; globalThis.zz = q + 1; zz + 1;`));
});
