import { launchChromium } from '../test/harness/chromium';
import { writeFixture } from '../test/harness/fixture-extension';
import { serveSite } from '../test/harness/fixture-site';
declare const chrome: any;
const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));
export async function main(args: string[]) {
  const site = await serveSite();
  const fx = await writeFixture('chromium', { files: { 'popup.js': `go.onclick = async () => { seen.textContent = 'asking'; try { seen.textContent = 'r ' + await chrome.permissions.request({origins:['http://127.0.0.1/*']}); } catch (e) { seen.textContent = String(e) } }` } });
  const b = await launchChromium({ extension: fx.folder, headless: args[0] !== 'headed' });
  const page = await b.tab(site.origin + '/');

  const open = async (label: string) => { const w = await b.worker(); const r = await w.evaluate(() => chrome.action.openPopup().then(() => 'ok', String)); console.log(label, r); let p; if (r === 'ok') { p = await b.openedPopup(); } return p; };
  let p = await open('newest tab'); 
  await open('while open'); console.log('closed?', p!.isClosed());
  await p!.leave();
  p = await open('after leave'); await p!.leave();
  await page.mouse.click(9, 9);
  const t2 = await b.tab(site.origin + '/x');
  p = await open('new tab'); await p!.leave();
  p = await b.popup(t2); await p.evaluate(() => window.close()); await p.closed;
  p = await open('after window.close'); await p?.leave();
  p = await b.popup(t2); await p.evaluate((u: string) => { void chrome.tabs.create({ url: u }); }, b.origin + '/page.html'); await p.closed; await sleep(300);
  p = await open('after tabs.create from popup'); await p?.leave();
  await b.context.pages().at(-1)!.bringToFront(); p = await open('after bringToFront'); await p?.leave();
  const own = await b.page('page.html');
  void own.evaluate((u: string) => { void chrome.identity.launchWebAuthFlow({ url: u, interactive: true }).catch(() => {}); }, site.origin + '/si');
  const w = await b.signInWindow(); p = await open('while sign-in window in front'); await p?.leave();
  await w.close(); await sleep(300); p = await open('after sign-in window closed'); await p?.leave();
  await own.bringToFront(); p = await open('after bringToFront'); await p?.leave();
  await b.close(); await fx.remove(); await site.close();
}
