/** A Firefox with Countersign in it, for the tests of what only Firefox does: own calls, sign-ins begun in the connect window, and users. */
import { inject } from 'vitest';
import type { OwnCall, OwnInput, OwnOutput } from '../../../src/messaging/own-calls';
import type { SignInView } from '../../../src/messaging/views';
import { launchFirefox, type Firefox, type FirefoxOptions } from '../../harness/firefox';
import type { FirefoxPage } from '../../harness/firefox-page';
import { poll } from '../../harness/poll';

declare const browser: {
  runtime: { sendMessage(message: unknown): Promise<{ ok: true; value: unknown } | { ok: false; problem: { code: string } }> };
};

export interface FirefoxBench {
  readonly firefox: Firefox;
  /** A page of ours, which makes the own calls. */
  readonly own: FirefoxPage;
  /** The usual redirect URL, and the one at this computer. */
  readonly redirects: { readonly usual: string; readonly loopback: string };
  /** @throws Error with the code of the failure */
  call<K extends OwnCall>(call: K, input: OwnInput<K>): Promise<OwnOutput<K>>;
  signIn(id: string): Promise<SignInView | undefined>;
  /** Begins a sign-in, with the connect window open at it. */
  begins(input: OwnInput<'signIn.start'>): Promise<{ id: string; connect: FirefoxPage }>;
  isDone(id: string): Promise<void>;
  close(): Promise<void>;
}

/** @param granted the match patterns granted beside the redirect host; 127.0.0.1 unless told */
export async function openFirefoxBench(
  preferences: FirefoxOptions['preferences'] = {},
  granted: readonly string[] = ['http://127.0.0.1/*'],
): Promise<FirefoxBench> {
  const executable = inject('browsers').firefox ?? '';
  const firefox = await launchFirefox({ executable, extension: inject('builds').firefoxTest, preferences });
  const own = await firefox.page('extension/pages/options/options.html#services');
  const call = async <K extends OwnCall>(name: K, input: OwnInput<K>): Promise<OwnOutput<K>> => {
    const answer = await own.evaluate((message) => browser.runtime.sendMessage(message), { own: name, input });
    if (!answer.ok) throw new Error(`${name}: ${answer.problem.code}`);
    return answer.value as OwnOutput<K>;
  };
  const { redirectUrl: usual, loopbackUrl: loopback = '' } = await call('overview', {});
  await firefox.grantHosts([...granted, `${new URL(usual).origin}/*`]);
  const signIn = async (id: string) => (await call('overview', {})).signIns.find((view) => view.id === id);
  return {
    firefox,
    own,
    redirects: { usual, loopback },
    call,
    signIn,
    begins: async (input) => {
      const id = await call('signIn.start', input);
      return { id, connect: await firefox.page(`extension/pages/connect/connect.html#signIn=${id}`) };
    },
    isDone: async (id) => {
      await poll(async () => {
        const { state, problem } = (await signIn(id)) ?? {};
        if (state === 'failed') throw new Error(`the sign-in failed: ${problem?.code}`);
        return state === 'done';
      }, 'the sign-in to be done');
    },
    close: () => firefox.close(),
  };
}

/** A user at the login page of a practice service; with Firefox, the tab may show an error for a moment after the last click. */
export async function logsIn(page: FirefoxPage, user = 'alice'): Promise<void> {
  await page.type('#username', user);
  await page.type('#password', `practice-${user}`);
  await page.click('#login');
  await page.waitFor('#allow');
}

export async function allows(page: FirefoxPage): Promise<void> {
  await page.click('#allow').catch((error: Error) => {
    if (!error.message.includes('error page')) throw error;
  });
}

export interface Permitted {
  readonly page: FirefoxPage;
  readonly handle: string;
}

/**
 * A page of this site, which the user has enabled and permitted to change things through an account at the service.
 * @param address of the site, whose host the browser has granted
 */
export async function permitsPage(bench: FirefoxBench, address: string, service: string): Promise<Permitted> {
  await bench.call('sites.enable', { origin: address });
  const page = await bench.firefox.tab(`${address}/`);
  await page.type('#want', JSON.stringify({ service, access: 'change' }));
  await page.click('#connect');
  const consent = await bench.firefox.window((url) => url.includes('#ask='));
  await consent.waitFor('footer button.primary[aria-disabled=false]');
  await consent.click('h1'); // has it in front
  await consent.waitFor('footer button.primary[aria-disabled=false]');
  await consent.click('footer button.primary');
  await page.waitFor('output:not(:empty)');
  const given = JSON.parse(await page.evaluate(() => document.querySelector('output')?.textContent ?? '')) as { handle: string };
  return { page, handle: given.handle };
}
