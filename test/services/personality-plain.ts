/** The personalities that differ in how they verify rather than in what they serve: rsa, ledger, records, sessions, strict. */
import { createHash } from 'node:crypto';
import { json } from './answers';
import { isForm, type Place, type RawRequest } from './oauth1-parameters';
import { refused } from './oauth1-refusals';
import { wordAsChallenge, wordAsProblem } from './oauth1-wording';
import type { OAuth1Rules } from './oauth1-rules';
import { FORM, only, tellUser, type Personality, type PersonalityOptions, type Serving } from './personality';
import { refuse, type Wording } from './oauth1-gate';
import type { Exchange } from './server';
import { serveSharedRoute } from './shared-api';

const rules: OAuth1Rules = {
  invalidatePaths: ['/oauth/invalidate_token'],
  word: wordAsProblem,
  replyType: FORM,
  accessReply: tellUser,
  checkPage: only('oauth_token'),
};

const notFound = (exchange: Exchange) => refuse(exchange, 34, 'no such route or item');

/** `/api/me`, the shared routes and, for apps without a user, `/api/two-legged`. */
async function serveCommonApi(exchange: Exchange, serving: Serving, word: Wording): Promise<boolean> {
  const { method, path, body } = exchange;
  if (path === '/api/two-legged') {
    const verified = serving.admit(exchange);
    if (!verified) return true;
    if (verified.token !== undefined) word(exchange, refused(215, 'a token where there is no user', 'parameter_rejected'));
    else {
      const sha256 = createHash('sha256').update(body).digest('hex');
      json(exchange, 200, 'signature of the app good', { method, length: body.length, sha256 });
    }
    return true;
  }
  if (!path.startsWith('/api/')) return false;
  const call = serving.admitUser(exchange);
  if (!call) return true;
  const { user } = call.token;
  if (method === 'GET' && path === '/api/me') {
    json(exchange, 200, `signature good, ${user.username}`, { id: user.id, screen_name: user.username, name: user.name });
    return true;
  }
  const badRequest = (one: Exchange, reason: string) => refuse(one, 214, reason);
  if (!(await serveSharedRoute(exchange, user, { notFound, badRequest }))) notFound(exchange);
  return true;
}

const commonApi = { serveApi: (exchange: Exchange, serving: Serving) => serveCommonApi(exchange, serving, wordAsProblem) };

/** Apps have a key pair, and no secret is shared. */
export function rsa({ signatureMethods }: PersonalityOptions): Personality {
  const methods = signatureMethods ?? ['RSA-SHA1', 'RSA-SHA256', 'RSA-SHA512'];
  return { title: 'Practice Tracker', verifier: { methods }, rules, ...commonApi };
}

/** The role that every practice user has in the ledger. */
const ROLE = '3';

/** HMAC-SHA256 in a header with the account's realm; one answer to everything that is wrong. */
export function ledger({ accountId = '123456_SB1' }: PersonalityOptions): Personality {
  const word = wordAsChallenge(accountId);
  return {
    title: 'Practice Ledger',
    verifier: { methods: ['HMAC-SHA256'], realm: accountId, mayStand: (place) => place === 'header' },
    rules: { ...rules, word },
    serveApi: async (exchange, serving) => {
      const role = exchange.query.get('role');
      if (role === null || role === ROLE) return serveCommonApi(exchange, serving, word);
      if (serving.admitUser(exchange)) word(exchange, refused(220, `role ${role} is not this user's`));
      return true;
    },
  };
}

/** PLAINTEXT in either spelling, or HMAC-SHA1; the access token's answer tells no user. */
export function records(): Personality {
  return {
    title: 'Practice Records',
    verifier: { methods: ['PLAINTEXT', 'HMAC-SHA1'], bareSignature: true },
    rules: { ...rules, requestTokenMethods: ['GET'], accessReply: () => ({}) },
    serveApi: (exchange, serving) => {
      if (exchange.path !== '/oauth/identity' || exchange.method !== 'GET') return commonApi.serveApi(exchange, serving);
      const call = serving.admitUser(exchange);
      if (call) {
        const { id, username } = call.token.user;
        json(exchange, 200, `signature good, ${username}`, { id: Number(id), username });
      }
      return true;
    },
  };
}

/** Access tokens that expire and are renewed by session handles; every problem told by name. */
export function sessions({ tokenSeconds = 3600, authorizationSeconds = 86_400 }: PersonalityOptions): Personality {
  return {
    title: 'Practice Sessions',
    lifetimes: { accessToken: tokenSeconds, authorization: authorizationSeconds },
    verifier: { methods: ['HMAC-SHA1', 'HMAC-SHA256', 'PLAINTEXT'] },
    rules,
    ...commonApi,
  };
}

/** As strict as its options say. */
export function strict({ signatureMethods, transport, bodyHash }: PersonalityOptions): Personality {
  const mayStand = (place: Place, request: RawRequest) =>
    transport === undefined || place === (transport === 'body' && !isForm(request) ? 'header' : transport);
  return {
    title: 'Practice Strict',
    verifier: { methods: signatureMethods ?? ['HMAC-SHA1'], mayStand, ...(bodyHash === undefined ? {} : { bodyHash }) },
    rules,
    ...commonApi,
  };
}
