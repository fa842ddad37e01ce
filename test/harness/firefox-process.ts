/** Starts Firefox with a profile of its own and ends it with everything it left behind. */
import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { poll } from './poll';

export type Preferences = Readonly<Record<string, string | number | boolean>>;

export interface FirefoxProcess {
  /** The port of 127.0.0.1 on which Firefox takes commands. */
  readonly port: number;
  /** Waits for Firefox to end by itself, kills it after `patience` milliseconds, and removes the profile. */
  end(patience: number): Promise<void>;
}

const PREFERENCES: Preferences = {
  'marionette.port': 0, // the system chooses
  'browser.tabs.closeWindowWithLastTab': false, // an add-on that reloads closes its tabs, which would end Firefox
  'termsofuse.bypassNotification': true,
  'datareporting.policy.dataSubmissionEnabled': false,
  'devtools.jsonview.enabled': false, // an add-on's JSON stays a page of the add-on
};
const REMOVE = { recursive: true, force: true, maxRetries: 5 };

/**
 * @param kept a profile folder to use and keep; a temporary one by default
 * @throws Error with a sentence, if Firefox ends at once or does not open its port within 60 s.
 */
export async function startFirefox(
  executable: string,
  headless: boolean,
  preferences: Preferences,
  kept?: string,
): Promise<FirefoxProcess> {
  const profile = kept ?? (await mkdtemp(path.join(os.tmpdir(), 'countersign-firefox-')));
  await mkdir(profile, { recursive: true });
  await rm(path.join(profile, 'MarionetteActivePort'), { force: true }); // of an earlier run
  const remove = (sync: boolean) => (kept ? undefined : sync ? rmSync(profile, REMOVE) : rm(profile, REMOVE));
  const saving = { 'browser.download.folderList': 2, 'browser.download.dir': path.join(profile, 'downloads') };
  const lines = Object.entries({ ...PREFERENCES, ...saving, ...preferences }).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  await writeFile(path.join(profile, 'user.js'), lines.join(''));
  const args = ['--marionette', '--remote-allow-system-access', '--no-remote', '--profile', profile];
  if (headless) args.push('--headless');
  const child = spawn(executable, [...args, 'about:blank'], { stdio: 'ignore' });

  // A test run that is cut off leaves neither process nor folder behind.
  const atExit = () => {
    child.kill('SIGKILL');
    void remove(true);
  };
  process.once('exit', atExit);
  const end = async (patience: number) => {
    await ended(child, patience);
    process.off('exit', atExit);
    await remove(false);
  };

  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  try {
    const port = await poll(
      async () => (isOver(child) || failure ? -1 : Number(await readFile(path.join(profile, 'MarionetteActivePort'), 'utf8'))),
      'Firefox to open its port',
      { timeout: 60_000, every: 50 },
    );
    if (port < 0) throw new Error(`${executable} did not start (${failure?.message ?? `exit code ${child.exitCode}`}).`);
    return { port, end };
  } catch (error) {
    await end(0);
    throw error;
  }
}

function isOver(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function ended(child: ChildProcess, patience: number): Promise<void> {
  if (isOver(child) || child.pid === undefined) return;
  const timer = setTimeout(() => child.kill('SIGKILL'), patience);
  await new Promise((resolve) => {
    child.once('exit', resolve);
  });
  clearTimeout(timer);
}
