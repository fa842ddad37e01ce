/** What only OAuth 1.0a has: a sign-in with a PIN, and the signature lens. */
import { createHmac } from 'node:crypto';
import { openOptions } from '../../test/practice/drive';
import { enterMicroblog, signInWithPin } from '../../test/practice/microblog';
import { ownCall } from '../../test/practice/set-up';
import type { IssuedKind } from '../../test/services/types';
import type { Look } from '../../test/practice/windows';
import { markLog } from './ledger';
import { must, type Told } from './narrate';
import type { Stage } from './stage';

/** No redirect: the service's page shows a PIN, which the user brings to the connect window. */
export async function microblogSignedIn({ browser, microblog, page }: Stage, look: Look): Promise<Told> {
  await enterMicroblog(browser, microblog);
  const mark = markLog(microblog);
  const alice = { user: 'alice', password: 'practice-alice', from: 'popup', over: page, look } as const;
  const { label, digits } = await signInWithPin(browser, microblog, alice);
  must(label === 'alice', `Practice Microblog calls the account “${label}”.`);
  const traded = mark.entries().find(({ path }) => path === '/oauth/access_token');
  must(traded?.status === 200, `The access token was asked for with: ${traded?.outcome}.`);
  const picture = await openOptions(browser, 'accounts');
  return {
    line: `Signed in to Practice Microblog as alice with a PIN of ${digits} digits; the service: “${traded.outcome}”`,
    picture,
  };
}

/** The lens shows how the newest call was signed; what it shows gives, with the secrets that only we know here, the very signature. */
export async function lensShows({ browser, world: { photos } }: Stage): Promise<Told> {
  const options = await openOptions(browser, 'lens');
  const [newest] = await ownCall(options, 'lens.recent', {});
  must(newest, 'The lens knows no request.');
  const { baseString, signature, method, baseUri, parameters } = newest.explanation;
  const secret = (kind: IssuedKind): string => {
    const issued = photos.issued.findLast((one) => one.kind === kind && (one.user ?? 'alice') === 'alice');
    must(issued, `Practice Photos has issued no ${kind}.`);
    return encodeURIComponent(issued.value);
  };
  const key = `${secret('consumer_secret')}&${secret('access_token_secret')}`;
  const expected = createHmac('sha1', key).update(baseString).digest('base64');
  must(signature === expected, 'The base string in the lens does not give the signature that was sent.');
  await options.getByText('Join them into the base string').waitFor();
  const shown = await options.getByRole('main').innerText();
  must(shown.includes(encodeURIComponent(signature)), 'The page does not show the signature.');
  must(!shown.includes(secret('consumer_secret')), 'The page shows a secret.');
  return {
    line: `The signature lens: ${method} ${new URL(baseUri).pathname} with ${parameters.length} signed parameters; its base string gives the signature that was sent`,
    picture: options,
  };
}
