/** The demo for a person: the practice world, a browser with a temporary profile, and plain words about what to try. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { launchChromium } from '../../test/harness/chromium';
import { readExtension } from '../../test/harness/extension-folder';
import { enterMicroblog } from '../../test/practice/microblog';
import { enterServices, startWorld, type PracticeWorld } from '../../test/practice/set-up';
import { startPersonality, type PersonalityService } from '../../test/services/personalities';
import type { PracticeService } from '../../test/services/types';
import { brief } from './ledger';
import { startPlainBrowser } from './plain-browser';

/** Runs until the browser is closed or Ctrl+C is pressed; then nothing is left but what was built. */
export async function showToPerson(extension: string, executable: string): Promise<void> {
  const stop = interrupted();
  const world = await startWorld();
  const microblog = await startPersonality('x');
  const profile = await mkdtemp(path.join(os.tmpdir(), 'countersign-demo-'));
  try {
    await prepareProfile(profile, extension, executable, world, microblog);
    const browser = await startPlainBrowser({ executable, profile, extension, url: world.site.origin, enough: stop });
    const quiet = tellCalls([world.photos, world.files, microblog]);
    try {
      console.log(whatToDo(world, microblog));
      await Promise.race([browser.closed, stop]);
    } finally {
      quiet();
      await browser.close();
    }
    console.log('Closed. The services are stopped and the temporary profile is removed.');
  } finally {
    await Promise.all([world.close(), microblog.close()]);
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/** Enters the practice services without a window, so that the person's own browser runs free of any automation. */
async function prepareProfile(
  profile: string,
  extension: string,
  executable: string,
  world: PracticeWorld,
  microblog: PersonalityService,
): Promise<void> {
  const file = path.join(profile, 'Default', 'Preferences');
  const extensions = { ui: { developer_mode: true }, pinned_extensions: [readExtension(extension).id] };
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ extensions }));
  const browser = await launchChromium({ extension, executable, profile, headless: true });
  try {
    await enterServices(browser, world);
    await enterMicroblog(browser, microblog);
  } finally {
    await browser.close();
  }
  const preferences = JSON.parse(await readFile(file, 'utf8')) as { browser?: object };
  const place = { left: 40, top: 40, right: 1320, bottom: 940, maximized: false };
  await writeFile(file, JSON.stringify({ ...preferences, browser: { ...preferences.browser, window_placement: place } }));
}

function whatToDo({ site, photos, files }: PracticeWorld, microblog: PersonalityService): string {
  return `
A browser is open at ${site.origin}, with Countersign in its toolbar (if it does not stand there, behind the puzzle icon).
Everything in it can be clicked; a temporary profile is used, and all services run on this computer.

 1. Click Countersign in the toolbar, then “Enable for this site”. The browser asks whether Countersign may reach 127.0.0.1: allow it.
    The page says “Countersign is here”.
 2. In the popup: “Connect a service”, Practice Photos (OAuth 1.0a), “Allow and sign in”. The browser asks for the address of the
    way back (…chromiumapp.org), the first time only: allow it.
    In the service’s own window sign in as  alice  with  practice-alice  (or  bob  with  practice-bob ), then allow.
    The same for Practice Files (OAuth 2.0). Practice Microblog also signs in “With a PIN”, which its page shows for you to copy.
 3. On the page: “Connect: read and change”. Countersign’s window asks you, with your mark in its head: allow, or allow less.
    Then list, add, rename, delete, upload, stream: the page’s log shows what came back.
 4. In the popup narrow the permit to “Read only”, or turn it off. In the settings (top right of the popup) look at the account’s life,
    end the site’s access, renew and revoke. The page’s next call says what became of it.
 5. In the settings, “Signature lens” shows how each call to Practice Photos was signed, step by step.

The services’ own pages: ${photos.origin}, ${files.origin} and ${microblog.origin}. What arrives there is shown below.
Close the browser or press Ctrl+C to end.
`;
}

/** Prints what the services log: never a query, a body or a secret. @returns ends it */
function tellCalls(services: readonly PracticeService[]): () => void {
  const told = new Map(services.map((service) => [service, service.log.length]));
  const timer = setInterval(() => {
    for (const service of services) {
      const { log, name } = service;
      for (let next = told.get(service) ?? 0; next < log.length && log[next]?.status; next++) {
        told.set(service, next + 1);
        const entry = log[next];
        if (entry && /^\/(api|oauth|token|revoke|userinfo|1\.1|2\/)/.test(entry.path)) console.log(`  ${name}: ${brief(entry)}`);
      }
    }
  }, 200);
  return () => clearInterval(timer);
}

/** Resolves at Ctrl+C or when the process is asked to end; being asked again (a terminal and npm both pass it on) does not cut the cleaning up short. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}
