/** Starts a browser as a person would: a window of its own, a given profile, the extension, and no automation at all. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PlainBrowser {
  /** Resolves when the person has closed it. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/** Such as without a display. */
export class BrowserDidNotStart extends Error {
  override readonly name = 'BrowserDidNotStart';
}

/** Milliseconds that a slow computer may need to show the first page. */
const patience = 60_000;
/** Milliseconds that the browser's helpers may outlive it. */
const helpersPatience = 5000;

export interface PlainStart {
  readonly executable: string;
  readonly profile: string;
  /** Folder of the unpacked extension. */
  readonly extension: string;
  /** The first page. */
  readonly url: string;
  /** Once it resolves, the first page is not waited for any longer. */
  readonly enough: Promise<void>;
}

/**
 * Resolves when the browser has opened its first page.
 * @throws BrowserDidNotStart with the browser's last words
 */
export async function startPlainBrowser(wanted: PlainStart): Promise<PlainBrowser> {
  const isRoot = process.getuid?.() === 0; // root has no sandbox
  try {
    return await start(wanted, !isRoot);
  } catch (error) {
    // Some systems allow the sandbox to no browser but their own. The practice world has pages of this computer only.
    if (isRoot || !/sandbox/i.test(String(error))) throw error;
    return start(wanted, false);
  }
}

function flags({ profile, extension }: PlainStart, sandbox: boolean): string[] {
  return [
    `--user-data-dir=${profile}`,
    `--load-extension=${extension}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--password-store=basic',
    '--use-mock-keychain',
    ...(sandbox ? [] : ['--no-sandbox', '--test-type']),
  ];
}

async function start(wanted: PlainStart, sandbox: boolean): Promise<PlainBrowser> {
  const door = await openDoor(wanted.url);
  const child = spawn(wanted.executable, [...flags(wanted, sandbox), waitingRoom(door.url)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-4000)));
  const ended = end(child);
  const late = new Promise<false>((resolve) => setTimeout(resolve, patience, false).unref());
  const came = await Promise.race([door.passed, wanted.enough.then(() => true), ended.then(() => false), late]).finally(
    door.close,
  );
  if (!came) {
    child.kill();
    await ended;
    throw new BrowserDidNotStart(`The browser did not show its first page. ${telling(words)}`);
  }
  return {
    closed: ended,
    close: async () => {
      child.kill();
      const hard = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended.finally(() => clearTimeout(hard));
    },
  };
}

/** The line of the browser's last words that says why. */
function telling(words: string): string {
  const lines = words.split('\n').filter((line) => line.trim() !== '');
  const line = lines.find((one) => /display|X server|sandbox/i.test(one)) ?? lines.at(-1) ?? '';
  return line.replace(/^\[[^\]]*\]\s*/, 'It says: ');
}

/** Resolves when the browser and its helpers have ended: a late helper would write into a profile that is being removed. */
function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', () => resolve());
    child.once('exit', () => setTimeout(resolve, helpersPatience).unref());
  });
}

/**
 * A page that leads on until it has succeeded: Chromium 156 may drop what it loads while an extension with the permission
 * `webRequest` comes up from the command line.
 */
function waitingRoom(to: string): string {
  const script = `const go = () => location.replace(${JSON.stringify(to)}); go(); setInterval(go, 1500);`;
  return `data:text/html,${encodeURIComponent(`<title>Opening the practice site</title><script>${script}</script>`)}`;
}

/** An address that leads on to another one, and tells when somebody has come by. */
async function openDoor(to: string) {
  const server = createServer();
  const passed = new Promise<true>((resolve) => {
    server.on('request', (_, response) => {
      response.writeHead(302, { location: to, 'cache-control': 'no-store', connection: 'close' }).end(() => resolve(true));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, passed, close: () => void server.close() };
}
