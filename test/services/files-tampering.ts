/** Makes Practice Files lie on request, for tests of clients under attack: replies, ID tokens, redirects, discovery. */
import { sign, type KeyObject } from 'node:crypto';

/** What is wrong with an ID token. */
export type IdTokenFault =
  | 'aud'
  | 'nonce'
  | 'iss'
  | 'sub-missing'
  | 'signature'
  | 'alg-none'
  | 'expired'
  | 'auth-time-old'
  | 'auth-time-missing';

/** What is wrong with a token reply. */
export type TokenReplyFault =
  | 'crlf-token'
  | 'type-number'
  | 'type-unknown'
  | 'expires-text'
  | 'expires-negative'
  | 'token-missing'
  | 'array';

export interface FilesKnobs {
  /** Put in place of `iss` in redirects to the app; '' leaves it out. */
  wrongIss: string | undefined;
  /** Put in place of `state` in redirects to the app; '' leaves it out. */
  wrongState: string | undefined;
  /** Put in place of `code` in redirects to the app: a code of another service. */
  foreignCode: string | undefined;
  /** Redirects to the app carry a second `code`. */
  twoCodes: boolean;
  /** The issuer that both discovery documents claim. */
  wrongDiscoveryIssuer: string | undefined;
  wrongIdToken: IdTokenFault | undefined;
  wrongTokenReply: TokenReplyFault | undefined;
  /** The token endpoint redirects there instead of answering; nothing is issued. */
  tokenRedirect: { readonly status: 302 | 307; readonly to: string } | undefined;
  /** How many polls for a device code are still to be told `slow_down`, whenever they come. */
  slowDowns: number;
  /** How often a refresh token was used again after its rotation. */
  reuseDetected: number;
}

/** Nothing tampered with. */
export function honest(): FilesKnobs {
  return {
    wrongIss: undefined,
    wrongState: undefined,
    foreignCode: undefined,
    twoCodes: false,
    wrongDiscoveryIssuer: undefined,
    wrongIdToken: undefined,
    wrongTokenReply: undefined,
    tokenRedirect: undefined,
    slowDowns: 0,
    reuseDetected: 0,
  };
}

type Reply = Record<string, unknown>;

/** The reply of the token endpoint as the knobs want it. */
export function tamperedReply(reply: Reply, knobs: FilesKnobs, key: KeyObject): unknown {
  const { id_token: idToken, access_token: token } = reply;
  const changed =
    knobs.wrongIdToken !== undefined && typeof idToken === 'string'
      ? { ...reply, id_token: tamperedIdToken(idToken, knobs.wrongIdToken, key) }
      : reply;
  const { access_token: _token, ...rest } = changed;
  switch (knobs.wrongTokenReply) {
    case 'crlf-token':
      return { ...changed, access_token: `${String(token)}\r\nx-injected: yes` };
    case 'type-number':
      return { ...changed, token_type: 7 };
    case 'type-unknown':
      return { ...changed, token_type: 'mac' };
    case 'expires-text':
      return { ...changed, expires_in: 'soon' };
    case 'expires-negative':
      return { ...changed, expires_in: -60 };
    case 'token-missing':
      return rest;
    case 'array':
      return [changed];
    default:
      return changed;
  }
}

/** The same ID token with one thing wrong; signed by the service's own key unless that is what is wrong. */
export function tamperedIdToken(idToken: string, fault: IdTokenFault, key: KeyObject): string {
  const [head = '', body = '', signature = ''] = idToken.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Reply;
  if (fault === 'signature') return `${head}.${body}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
  if (fault === 'alg-none') return `${coded({ alg: 'none' })}.${body}.`;
  const now = Math.floor(Date.now() / 1000);
  const changes: Record<Exclude<IdTokenFault, 'signature' | 'alg-none'>, Reply> = {
    aud: { aud: 'another-client' },
    nonce: { nonce: 'another-nonce' },
    iss: { iss: 'https://another-issuer.example' },
    'sub-missing': { sub: undefined },
    expired: { iat: now - 7200, exp: now - 3600 },
    'auth-time-old': { auth_time: now - 86_400 },
    'auth-time-missing': { auth_time: undefined },
  };
  const input = `${head}.${coded({ ...claims, ...changes[fault] })}`;
  return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`;
}

/** Changes the redirect to the app as the knobs say. */
export function tamperedRedirect(location: string, knobs: FilesKnobs): string {
  const to = new URL(location);
  for (const [name, value] of [
    ['iss', knobs.wrongIss],
    ['state', knobs.wrongState],
    ['code', to.searchParams.has('code') ? knobs.foreignCode : undefined],
  ] as const) {
    if (value === '') to.searchParams.delete(name);
    else if (value !== undefined) to.searchParams.set(name, value);
  }
  if (knobs.twoCodes && to.searchParams.has('code')) to.searchParams.append('code', 'practice-second-code');
  return to.href;
}

function coded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
