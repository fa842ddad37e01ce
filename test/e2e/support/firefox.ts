/** A stage for the tests of what only Firefox does: both forms of its redirect URL, and sign-ins begun in the connect window. */
import type { Page } from 'playwright';
import type { OwnInput } from '../../../src/messaging/own-calls';
import type { SignInView } from '../../../src/messaging/views';
import { asFirefox, type FirefoxBrowser, type FirefoxOptions } from '../../harness/firefox-driver/browser';
import { poll } from '../../harness/poll';
import { ownCall, type startWorld } from '../../practice/set-up';
import { openStage, type Stage } from '../pages/stage';

export interface FirefoxStage extends Stage {
  readonly browser: FirefoxBrowser;
  /** The usual redirect URL, and the one at this computer. */
  readonly redirects: { readonly usual: string; readonly loopback: string };
  signIn(id: string): Promise<SignInView | undefined>;
  /** Begins a sign-in, with the connect window open at it. */
  begins(input: OwnInput<'signIn.start'>): Promise<{ id: string; connect: Page }>;
  /** @throws Error with the code, when the sign-in fails */
  isDone(id: string): Promise<void>;
}

export interface FirefoxStageOptions {
  readonly world?: Parameters<typeof startWorld>[0];
  readonly preferences?: FirefoxOptions['preferences'];
  /** The match patterns granted beside the redirect host; 127.0.0.1 unless told. */
  readonly granted?: readonly string[];
}

/** No service is entered yet. */
export async function openFirefoxStage(options: FirefoxStageOptions = {}): Promise<FirefoxStage> {
  const { world, preferences, granted = ['http://127.0.0.1/*'] } = options;
  const stage = await openStage({ bare: true, ...(world && { world }), browser: { ...(preferences && { preferences }) } });
  const browser = asFirefox(stage.browser);
  await browser.grantHosts([...granted, `${browser.redirectOrigin}/*`]);
  const { redirectUrl: usual, loopbackUrl: loopback = '' } = await stage.overview();
  const signIn = async (id: string) => (await stage.overview()).signIns.find((view) => view.id === id);
  return {
    ...stage,
    browser,
    redirects: { usual, loopback },
    signIn,
    async begins(input) {
      const id = await ownCall(stage.own, 'signIn.start', input);
      return { id, connect: await browser.page(`extension/pages/connect/connect.html#signIn=${id}`) };
    },
    async isDone(id) {
      const view = await poll(async () => {
        const now = await signIn(id);
        return now && ['done', 'failed'].includes(now.state) && now;
      }, 'the sign-in to end');
      if (view.state === 'failed') throw new Error(`The sign-in failed: ${view.problem?.code}`);
    },
  };
}
