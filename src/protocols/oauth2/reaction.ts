/** What an answer of the API means for the account: a nonce to learn, a token to renew, an access that has ended. */
import { CountersignError } from '../../core/errors';
import { errorCodesIn, subcodesIn } from '../../core/service-codes';
import { shownDetails } from '../../core/shown-text';
import type { Held, Incoming, Outgoing, Reaction } from '../../core/protocol';
import type { Ctx } from './client';
import { noteNonce } from './proof';
import { askUserinfo } from './identity';
import type { OAuth2Secret } from './grant';

/** How much of an answer is worth reading for an error, in bytes. */
const errorBytes = 8192;
/** A token that is younger, in milliseconds, is not renewed because of a 401 that does not speak of it: any path may answer so. */
const young = 60_000;

/** `says`: the service named the token; `hints`: a bare 401, which may be about something else. */
type Verdict = { readonly how: 'says' | 'hints'; readonly code?: string | undefined };

/**
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3.1
 * @see https://www.rfc-editor.org/rfc/rfc9449#section-9
 */
export async function react(context: Ctx, held: Held<OAuth2Secret>, sent: Outgoing, got: Incoming): Promise<Reaction> {
  const challenge = got.headers.get('www-authenticate') ?? '';
  if (held.secret.tokenType === 'dpop') {
    noteNonce((await context.key()).id, sent.url, got.headers);
    const nonce = got.headers.get('dpop-nonce');
    if (got.status === 401 && nonce !== null && /\berror="?use_dpop_nonce\b/.test(challenge)) {
      return { do: 'retry', notes: { ...held.notes, dpopNonce: { ...held.notes.dpopNonce, [sent.url.origin]: nonce } } };
    }
  }
  const verdict = await verdictOn(context, got, challenge);
  if (!verdict) return { do: 'deliver' };
  const { issuedAt = 0, expiresAt = Infinity, renewable } = held.facts;
  const now = context.clock.now();
  if (verdict.how === 'hints' && now < Math.min(issuedAt + young, expiresAt)) return { do: 'deliver' };
  if (renewable) return { do: 'renew' };
  if (verdict.how === 'hints' && (await stillWorks(context, held))) return { do: 'deliver' };
  const { secret } = held;
  const { problem } = new CountersignError('needs_sign_in', {
    about: context.service.name,
    ...shownDetails(got.status, { code: verdict.code }, [secret.accessToken]),
  });
  return { do: 'sign-in-again', problem };
}

async function verdictOn({ service }: Ctx, got: Incoming, challenge: string): Promise<Verdict | undefined> {
  const { deadTokenCodes = [], quirks = [] } = service;
  const code = got.status === 401 ? /\berror="?([\w.-]+)/.exec(challenge)?.[1] : undefined;
  if (code === 'invalid_token') return { how: 'says', code };
  if (deadTokenCodes.length > 0 && mayCarryError(got.status, quirks.includes('errors-in-200'))) {
    const text = await got.peek(errorBytes);
    const codes = errorCodesIn(text);
    const dead = codes.find((each) => deadTokenCodes.includes(each));
    if (dead !== undefined) return { how: 'says', code: [dead, ...subcodesIn(text)].join('/') };
    if (codes.length > 0) return undefined; // about something else
  }
  return got.status === 401 && code === undefined ? { how: 'hints' } : undefined;
}

function mayCarryError(status: number, in200: boolean): boolean {
  return status === 400 || status === 401 || status === 403 || (in200 && status === 200);
}

/** Whether the service still knows the token, where it can be asked. */
async function stillWorks(context: Ctx, held: Held<OAuth2Secret>): Promise<boolean> {
  if (context.service.userinfoUrl === undefined) return false;
  try {
    return (await askUserinfo(context, held)).status !== 401;
  } catch {
    return true; // out of reach: nothing is known, so nothing ends
  }
}
