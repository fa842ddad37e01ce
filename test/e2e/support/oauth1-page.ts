/** What a test does in a page of ours beyond clicking: pasting, and listening to what the page hears. */
import type { Page } from 'playwright';

/** As a person does: a text copied elsewhere, pasted into a field. */
export async function pastes(page: Page, name: string, text: string): Promise<void> {
  const elsewhere = await page.context().newPage();
  await elsewhere.setContent('<textarea></textarea>');
  await elsewhere.fill('textarea', text);
  await elsewhere.focus('textarea');
  await elsewhere.keyboard.press('Control+A');
  await elsewhere.keyboard.press('Control+C');
  await elsewhere.close();
  await page.bringToFront();
  await page.focus(`[name=${name}]`);
  await page.keyboard.press('Control+V');
}

/** Runs in a page of ours, before it has said anything: keeps every message and answer as text. */
export function listenToMessages(): void {
  const { runtime } = (globalThis as unknown as { chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } } })
    .chrome;
  const heard: string[] = [];
  Object.assign(globalThis, { heard });
  const real = runtime.sendMessage.bind(runtime);
  runtime.sendMessage = async (message) => {
    const answer = await real(message);
    heard.push(JSON.stringify(message), JSON.stringify(answer) ?? '');
    return answer;
  };
}
