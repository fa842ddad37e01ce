/** What a test reads of the profile: cookies, and files that were saved. Each function that says so runs in Firefox's main process. */
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { poll } from '../poll';
import type { Remote } from './remote';

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly host: string;
  readonly path: string;
  readonly isSecure: boolean;
  readonly isHttpOnly: boolean;
}
interface Saved {
  readonly target: { readonly path: string };
  readonly source: { readonly url: string };
  readonly succeeded: boolean;
}
declare const Services: { readonly cookies: { getCookiesFromHost(host: string, attributes: object): Iterable<Cookie> } };
declare const ChromeUtils: {
  importESModule(url: 'resource://gre/modules/Downloads.sys.mjs'): {
    readonly Downloads: { readonly ALL: string; getList(which: string): Promise<{ getAll(): Promise<Saved[]> }> };
  };
};

/** Runs in the main process. */
export function cookiesOf(host: string) {
  return [...Services.cookies.getCookiesFromHost(host, {})].map(
    ({ name, value, host: domain, path: at, isSecure, isHttpOnly }) => ({
      name,
      value,
      domain,
      path: at,
      secure: isSecure,
      httpOnly: isHttpOnly,
    }),
  );
}

/** Runs in the main process. @returns the files that were saved whole, in the order in which they were begun */
export async function savedFiles(): Promise<{ file: string; url: string }[]> {
  const { Downloads } = ChromeUtils.importESModule('resource://gre/modules/Downloads.sys.mjs');
  const all = await (await Downloads.getList(Downloads.ALL)).getAll();
  return all.filter(({ succeeded }) => succeeded).map(({ target, source }) => ({ file: target.path, url: source.url }));
}

/** Waits for the next file that is saved, as Playwright's event `download` does. Milliseconds, 30 000 by default. */
export async function nextDownload(remote: Remote, timeout = 30_000) {
  const known = new Set((await remote.main(savedFiles)).map(({ file }) => file));
  const saved = await poll(
    async () => (await remote.main(savedFiles)).find(({ file }) => !known.has(file)),
    'a file to be saved',
    { timeout },
  );
  return {
    suggestedFilename: () => path.basename(saved.file),
    url: () => saved.url,
    path: async () => saved.file,
    saveAs: (to: string) => copyFile(saved.file, to),
    failure: async () => null,
  };
}
