/** What the user does in the service's window and sees in the connect page. */
import type { Page } from 'playwright';
import texts from '../../../extension/_locales/en/messages.json' with { type: 'json' };
import type { Code } from '../../../src/core/errors';
import { choosesAccount } from '../../practice/windows';
import type { Bench } from './bench';

/** Signs in on the service's page and allows. The window closes by itself. */
export async function allowIn(window: Page, username: 'alice' | 'bob' = 'alice'): Promise<void> {
  await logIn(window, username);
  await pressAllow(window);
}

/** Answers the service's question with yes. */
export async function pressAllow(window: Page): Promise<void> {
  await window.click('#allow', { noWaitAfter: true });
}

export async function refuseIn(window: Page): Promise<void> {
  await logIn(window, 'alice');
  await window.click('#deny', { noWaitAfter: true });
}

/** Comes as far as the service's question. */
export async function logIn(window: Page, username: 'alice' | 'bob'): Promise<void> {
  await choosesAccount(window, username);
  await window.fill('#username', username);
  await window.fill('#password', `practice-${username}`);
  await window.click('#login');
  await window.waitForSelector('#allow');
}

/** The connect page says that the sign-in went well. */
export async function seesDone(connect: Page): Promise<void> {
  await connect.getByRole('heading', { name: /alice|bob/i }).waitFor();
  await connect.getByRole('button', { name: 'See the account' }).waitFor();
}

/** The connect page explains a failure: its title, what to do, the code, and a way on. */
export async function readsFailure(connect: Page): Promise<{ code: string; title: string; todo: string; way: string[] }> {
  const title = await connect.locator('[role=alert] h1').innerText();
  await connect.locator('details.more summary').click();
  return {
    code: await connect.locator('details.more dd code').first().innerText(),
    title,
    todo: await connect.locator('section.card p.soft').first().innerText(),
    way: await connect.getByRole('button').allInnerTexts(),
  };
}

/** The texts for a code, as the locale has them. */
export function textsFor(code: Code, name: string): { title: string; todo: string } {
  const message = (key: string): string => {
    const all: Readonly<Record<string, { message: string }>> = texts;
    return (all[key]?.message ?? '').replaceAll('$name$', name);
  };
  return { title: message(`problem_${code}`).split('\n')[0] ?? '', todo: message(`problem_${code}_do`) };
}

/** Clicks Try again in the connect page. @returns the id of the sign-in that it started */
export async function triesAgain(connect: Page): Promise<string> {
  const before = connect.url();
  await connect.getByRole('button', { name: 'Try again' }).click();
  await connect.waitForURL((url) => url.href !== before);
  return new URLSearchParams(new URL(connect.url()).hash.slice(1)).get('signIn') ?? '';
}

/** A whole sign-in. @returns the account's id */
export async function signsIn(
  bench: Bench,
  service: 'practice-photos' | 'practice-files',
  username: 'alice' | 'bob' = 'alice',
): Promise<string> {
  const id = await bench.start(service);
  const connect = await bench.connect(id);
  await allowIn(await bench.window(), username);
  await seesDone(connect);
  const { accountId } = await bench.signIn(id, (view) => view.state === 'done', 'to be done');
  await connect.close();
  return accountId ?? '';
}

/** The same person again. */
export async function signsInAgain(
  bench: Bench,
  service: 'practice-photos' | 'practice-files',
  accountId: string,
): Promise<void> {
  const id = await bench.start(service, accountId);
  const connect = await bench.connect(id);
  await allowIn(await bench.window());
  await seesDone(connect);
  await connect.close();
}
