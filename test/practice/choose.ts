/** The choice of the account that Practice Files shows before its login page, where the app asks for it. */
import type { Page } from 'playwright';

/** Comes to the login page: chooses the person first where the service asks for a choice. */
export async function comeToLogin(page: Page, username: string): Promise<void> {
  const choice = page.locator(`#choose-${username}`);
  await page.locator('#username').or(choice).waitFor();
  if (await choice.isVisible()) await choice.click();
  await page.locator('#username').waitFor();
}
