/** The test site's page in a test's hands: each function runs `app` in it, as its own script would. */
import type { Page } from 'playwright';
import { inject } from 'vitest';
import type { Given } from '../../../src/core/words';

/** What came back: a value, or a failure as data. */
export type Told<T> = Partial<T> & { readonly code?: string; readonly about?: string; readonly name?: string };
export interface Reply {
  readonly status: number;
  readonly url: string;
  readonly redirected: boolean;
  readonly headers: Record<string, string>;
  readonly text: string;
}

interface App {
  connect(want: object): Promise<Told<Given>>;
  accounts(): Promise<Given[]>;
  release(handle: string): Promise<Told<object>>;
  fetch(handle: string, url: string, init?: object): Promise<Told<Reply>>;
  cs: { available(): Promise<boolean> };
}
declare const app: App;

/** Opens the site's page; its script has run when the page has loaded. Nothing is evaluated: that would count as the user's click. */
export async function openApp(page: Page, origin: string): Promise<Page> {
  await page.goto(`${origin}/`);
  return page;
}

/** Clicks Connect, as a person does. @returns what the page was told in the end */
export async function clickConnect(page: Page, want: object): Promise<() => Promise<Told<Given>>> {
  await page.bringToFront();
  await page.fill('#want', JSON.stringify(want));
  const earlier = await page.locator('output').count();
  await page.click('#connect');
  return async () => {
    const said = page.locator(`output:nth-of-type(${earlier + 1}):not(:empty)`);
    await said.waitFor({ state: 'attached' });
    return JSON.parse((await said.textContent()) ?? '') as Told<Given>;
  };
}

/** A signed call by the page. */
export function pageCall(page: Page, handle: string, url: string, init?: object): Promise<Told<Reply>> {
  return page.evaluate(([ours, to, how]) => app.fetch(ours, to, how), [handle, url, init] as const);
}

export function pageAccounts(page: Page): Promise<Given[]> {
  return page.evaluate(() => app.accounts());
}

export function pageSees(page: Page): Promise<boolean> {
  return page.evaluate(() => app.cs.available());
}

/** Evaluates an expression without the user's activation, which Playwright's own evaluate would give. */
export async function quietly<T>(page: Page, expression: string): Promise<T> {
  // Firefox gives a page no activation for what a driver evaluates in it.
  if (inject('browser') === 'firefox') return page.evaluate<T>(expression);
  const session = await page.context().newCDPSession(page);
  try {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
      userGesture: false,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as T;
  } finally {
    await session.detach();
  }
}

/** The status of a call's answer, or the code of its failure. */
export function answerOf({ code, name, status }: Told<Reply>): number | string | undefined {
  return code ?? status ?? name;
}
