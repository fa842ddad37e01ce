/** The story's end: a token expires and nobody notices, the user ends a permit and revokes an account, and no secret has left. */
import type { Page } from 'playwright';
import { poll } from '../../test/harness/poll';
import { disableSiteFromPopup, openAccount, openOptions } from '../../test/practice/drive';
import { ownCall } from '../../test/practice/set-up';
import { shotOf, type Look } from '../../test/practice/windows';
import { fingerprint } from '../../test/services/users';
import { press } from './album';
import { brief, currentToken, markLog, nothingSent } from './ledger';
import { must, type Told } from './narrate';
import { secretsOf, type Stage } from './stage';

/** Every access token expires; the next call is renewed first, exactly once, and the page sees one good answer. */
export async function renewedUnnoticed({ page, world }: Stage): Promise<Told> {
  const { files } = world;
  const [old, refreshes, mark] = [currentToken(files), files.tokenRequests('refresh_token'), markLog(files)];
  files.expireAccessTokens();
  const line = await press(page, 'files', 'list');
  must(line.end === '200', `The page saw ${line.end}: ${line.text}`);
  const renewals = files.tokenRequests('refresh_token') - refreshes;
  must(renewals === 1, `The log shows ${renewals} refreshes, not one.`);
  const chain = mark.entries().map(({ method, path, status }) => `${method} ${path} ${status}`);
  const wanted = ['GET /api/files 401', 'POST /token 200', 'GET /api/files 200'];
  must(chain.join() === wanted.join(), `The service logged ${chain.join(', ')}.`);
  must(
    mark.entries()[2]?.token === fingerprint(currentToken(files)) && currentToken(files) !== old,
    'The call was not repeated with the new token.',
  );
  return {
    line: `The token expired; the page’s next GET /api/files → ${line.end} (${line.ms} ms); the service logged ${chain.join(', ')}`,
    picture: page,
  };
}

/** End access on the options page: the next call is refused here. */
export async function withdrawn({ browser, page, world }: Stage, look: Look): Promise<Told> {
  const options = await openAccount(browser, 'practice-photos', 'alice');
  await look('options-before', shotOf(options));
  await options.getByRole('button', { name: 'End access' }).click();
  await options.getByText(`Access of ${world.site.origin} ended`).waitFor();
  const before = markLog(world.photos);
  const line = await press(page, 'photos', 'list');
  must(line.end === 'permit_ended' || line.end === 'no_permit', `The page’s next call ended with ${line.end}.`);
  nothingSent(world.photos, before);
  return {
    line: `Ended the site’s access on the options page; its next GET ${line.path} → ${line.end}, nothing was sent`,
    picture: options,
  };
}

/** Revoke on the options page: the service ends the access, and the token is dead there. */
export async function revoked({ browser, page, world }: Stage, look: Look): Promise<Told> {
  const { files } = world;
  const token = currentToken(files);
  must((await statusWith(files.origin, token)) === 200, 'The token should still have worked before.');
  const options = await openAccount(browser, 'practice-files', 'alice');
  const mark = markLog(files);
  await options.getByRole('button', { name: 'Revoke' }).click();
  const dialog = options.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Revoke' }).waitFor();
  await look('options-asks', shotOf(options));
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await options.getByText('Practice Files ended the access.').waitFor();
  const entry = mark.entries().find(({ path, status }) => path === '/revoke' && status === 200);
  must(entry, `The service logged no revocation: ${mark.entries().map(brief).join('; ')}.`);
  const status = await statusWith(files.origin, token);
  must(status === 401, `The old token still gets ${status}.`);
  const before = markLog(files);
  const line = await press(page, 'files', 'list');
  must(line.end === 'needs_sign_in', `The page’s next call ended with ${line.end}.`);
  nothingSent(files, before);
  const said = `Revoked on the options page; the service logged ${entry.method} ${entry.path} ${entry.status}`;
  return {
    line: `${said}, the old token gets ${status} there; the page’s next call → ${line.end}, nothing was sent`,
    picture: options,
  };
}

/** What the service answers to the bare token, sent from here. */
async function statusWith(origin: string, token: string): Promise<number> {
  const response = await fetch(`${origin}/api/me`, { headers: { authorization: `Bearer ${token}` } });
  await response.arrayBuffer();
  return response.status;
}

/** Of all the secrets given out, none is anywhere in the page; and the activity knows the page's calls, without a query. */
export async function noSecretLeft({ browser, page, world, microblog }: Stage): Promise<Told> {
  const secrets = secretsOf({ world, microblog });
  const seen = await page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      ...[localStorage, sessionStorage].map((store) => JSON.stringify({ ...store })),
      document.cookie,
    ].join('\n'),
  );
  must(!secrets.some((secret) => seen.includes(secret)), 'The page holds a secret.');
  const options = await openOptions(browser, 'accounts');
  const used = await usesOf(page);
  const activityOf = () => ownCall(options, 'activity.page', { limit: 200 });
  await poll(async () => (await activityOf()).length >= used, 'the activity to be written');
  const activity = await activityOf();
  must(activity.length === used, `The page’s log shows ${used} uses of accounts, Countersign’s activity ${activity.length}.`);
  must(
    activity.every(({ path }) => !path.includes('?')),
    'The activity holds a query.',
  );
  const shown = JSON.stringify([await ownCall(options, 'overview', {}), activity]);
  must(!secrets.some((secret) => shown.includes(secret)), 'What our own pages are shown holds a secret.');
  await page.bringToFront();
  return {
    line: `${secrets.length} secrets were given out; none is in the page, its storage, or what Countersign’s own pages are shown; its activity lists the page’s ${activity.length} calls`,
    picture: page,
  };
}

/** Turned off in the popup, the site is as blind as before. */
export async function turnedOff({ browser, page }: Stage): Promise<Told> {
  await disableSiteFromPopup(browser, page);
  await page.reload();
  await page.locator('#status[data-here=no]').waitFor();
  return { line: 'Turned the site off in the popup; after a reload its page finds: available() → false', picture: page };
}

/** The calls through an account, by the page's log; those that its permit did not cover stand in the activity too. */
async function usesOf(page: Page): Promise<number> {
  const ends = await page
    .locator('#log li')
    .evaluateAll((lines) => lines.map((line) => (line as HTMLElement).dataset['end'] ?? ''));
  return ends.filter((end) => /^\d+$|^(needs_sign_in|outside_permit|permit_ended)$/.test(end)).length;
}
