/** Writes a tiny extension into a temporary folder, so that the harness is tested apart from the product. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

export interface Fixture {
  readonly folder: string;
  remove(): Promise<void>;
}

const COMMON = {
  manifest_version: 3,
  name: 'Harness fixture',
  version: '1',
  permissions: ['identity', 'activeTab', 'storage'],
  optional_host_permissions: ['https://*/*', 'http://127.0.0.1/*'],
  action: { default_popup: 'popup.html' },
};

const FILES: Readonly<Record<string, string>> = {
  'worker.js': `
    const born = Math.random();
    chrome.runtime.onMessage.addListener((message, sender, reply) => {
      if (message === 'open') chrome.action.openPopup().then(() => reply(true), (error) => reply(String(error)));
      else reply(born);
      return true;
    });`,
  'page.html':
    '<!doctype html><meta charset="utf-8"><title>Own page</title><button id="ask">Ask</button><script src="page.js"></script>',
  'page.js': `
    ask.onclick = async () => {
      ask.dataset.answer = await chrome.permissions.request({ origins: ['http://127.0.0.1/*'] });
    };`,
  'popup.html': `<!doctype html><meta charset="utf-8"><title>Popup</title><body style="width: 240px; height: 160px">
    <button id="go">Count</button> <label>Word <input id="word"></label> <p id="seen"></p><script src="popup.js"></script>`,
  'popup.js': `
    go.onclick = (event) => { seen.textContent = [event.isTrusted, navigator.userActivation.isActive, word.value].join(' '); };
    chrome.tabs.query({ active: true, currentWindow: true }).then(([tab]) => { document.body.dataset.url = tab.url ?? 'hidden'; });`,
};

/** @param changes to the manifest, or to files by name. */
export async function writeFixture(
  browser: 'chromium' | 'firefox',
  changes: { readonly manifest?: object; readonly files?: Readonly<Record<string, string>> } = {},
): Promise<Fixture> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'countersign-fixture-'));
  const dialect =
    browser === 'chromium'
      ? { background: { service_worker: 'worker.js' } }
      : {
          background: { scripts: ['worker.js'] },
          browser_specific_settings: {
            gecko: { id: 'harness@countersign.invalid', data_collection_permissions: { required: ['none'] } },
          },
        };
  const manifest = JSON.stringify({ ...COMMON, ...dialect, ...changes.manifest });
  const files = { ...FILES, ...changes.files, 'manifest.json': manifest };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
