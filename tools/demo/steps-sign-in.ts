/** Signing in to both services, from the popup through the connect window and the service's own pages. */
import { openAccount, serviceNames, signIn } from '../../test/practice/drive';
import { ownCall } from '../../test/practice/set-up';
import type { LogEntry } from '../../test/services/types';
import type { Look } from '../../test/practice/windows';
import { brief, markLog, type Mark } from './ledger';
import { must, type Told } from './narrate';
import type { Kind, Stage } from './stage';

const password = 'practice-alice';

/** OAuth 1.0a: three legs, each request signed and verified. */
export async function photosSignedIn(stage: Stage, look: Look): Promise<Told> {
  const mark = markLog(stage.world.photos);
  const picture = await signedIn(stage, 'photos', look);
  const asked = found(mark, 'POST', '/oauth/request_token');
  const traded = found(mark, 'POST', '/oauth/access_token');
  must(asked.outcome.startsWith('signature good'), `The request token was asked for with: ${asked.outcome}.`);
  must(traded.outcome.startsWith('signature and verifier good'), `The access token was asked for with: ${traded.outcome}.`);
  return {
    line: `Signed in to Practice Photos as alice, OAuth 1.0a; the service: “${asked.outcome}”, “${traded.outcome}”`,
    picture,
  };
}

/** OAuth 2.0: code with PKCE, by an app without a secret. */
export async function filesSignedIn(stage: Stage, look: Look): Promise<Told> {
  const mark = markLog(stage.world.files);
  const picture = await signedIn(stage, 'files', look);
  const traded = found(mark, 'POST', '/token');
  const form = (traded.body ?? {}) as Readonly<Record<string, unknown>>;
  must(form['grant_type'] === 'authorization_code', `The token was asked for by ${String(form['grant_type'])}.`);
  must(
    form['code_verifier'] && !form['client_secret'],
    'The code was traded without PKCE, or with a secret that does not exist.',
  );
  const asked = found(mark, 'GET', '/userinfo');
  return {
    line: `Signed in to Practice Files as alice, OAuth 2.0 code with PKCE; the service: POST /token ${traded.status}, GET /userinfo ${asked.status}`,
    picture,
  };
}

async function signedIn({ browser, page }: Stage, kind: Kind, look: Look) {
  const service = `practice-${kind}` as const;
  const label = await signIn(browser, { service, user: 'alice', password, from: 'popup', over: page, look });
  const options = await openAccount(browser, service, label);
  const { accounts } = await ownCall(options, 'overview', {});
  const account = accounts.find(({ serviceId }) => serviceId === service);
  must(
    account?.state === 'fine' && label === 'alice',
    `${serviceNames[service]}: “${label}”, ${account?.state ?? 'no account'}.`,
  );
  return options;
}

function found(mark: Mark, method: string, path: string): LogEntry {
  const entries = mark.entries().filter((entry) => entry.method === method && entry.path === path);
  const [entry] = entries;
  must(entry && entries.length === 1, `${method} ${path} should have come once, but came ${entries.length} times.`);
  must(entry.status === 200, `The service answered ${brief(entry)}.`);
  return entry;
}
