/** The end of a sign-in by redirect: the code is traded for tokens, or an implicit answer is taken as it is. */
import * as oauth from 'oauth4webapi';
import { CountersignError } from '../../core/errors';
import type { OAuth2Service } from '../../core/oauth2-service';
import type { Facts, Grant } from '../../core/protocol';
import { usesIdToken, type Visiting } from './authorization-request';
import { readFragment, readRedirect } from './authorization-response';
import { speakerFor, tokenUrlOf, type Ctx } from './client';
import { grantOf, withApiHost, withIdentity, type OAuth2Secret } from './grant';
import type { Expected } from './id-token';
import { spentCode } from './spent';
import { requestTokens } from './token-request';

/**
 * Trades the code for tokens.
 * @param attempt above 1: the code may have been traded before
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3
 */
export async function trade(context: Ctx, pending: Visiting, redirect: string, attempt: number): Promise<Grant<OAuth2Secret>> {
  const { service, intent, redirectUrl } = context;
  tokenUrlOf(context);
  const { as, client } = await speakerFor(context);
  const parameters = readRedirect(context, as, client, redirect, pending.state);
  const verifier = service.pkce === 'none' ? oauth.nopkce : pending.verifier;
  const { grant, whole, claims } = await requestTokens(context, {
    sent: [parameters.get('code') ?? undefined, pending.verifier],
    asked: intent.scopes,
    send: ({ as, client, auth, options }) =>
      oauth.authorizationCodeGrantRequest(as, client, auth, parameters, redirectUrl, verifier, {
        ...options,
        additionalParameters: resourcesOf(context),
      }),
    refused: (error) => {
      if (error === 'invalid_scope') return 'scope_refused';
      if (!spentCode(service, error)) return undefined;
      // The code is good for one use: refused on the second try, the first one had arrived.
      return attempt > 1 ? 'answer_lost' : undefined;
    },
    ...(usesIdToken(service, intent.scopes) && { idToken: expected(context, pending) }),
  });
  const granted = withIdentity({ ...grant.facts, ...scopesIn(service, parameters) }, service, claims ?? whole);
  return { secret: grant.secret, facts: withApiHost(granted, service, whole, service.userinfoUrl !== undefined) };
}

/** The scopes that were granted, where the redirect tells them. */
function scopesIn({ grantedScopesFrom = '' }: OAuth2Service, answer: URLSearchParams): Pick<Facts, 'scopes'> {
  const told = answer.get(grantedScopesFrom);
  return told === null ? {} : { scopes: told.split(/[\s,]+/).filter(Boolean) };
}

function expected({ service, intent }: Ctx, { nonce, startedAt }: Visiting): Expected {
  const maxAge = intent.force ? service.forceParameters?.['max_age'] : service.authorizeParameters?.['max_age'];
  return { nonce, ...(maxAge !== undefined && { fresh: { startedAt, maxAge: Number(maxAge) } }) };
}

/** @see https://www.rfc-editor.org/rfc/rfc8707#section-2.2 */
export function resourcesOf({ service }: Ctx): URLSearchParams {
  return new URLSearchParams((service.resource ?? []).map((resource) => ['resource', resource]));
}

/**
 * Takes the token from an implicit answer.
 * @throws CountersignError as `readFragment`; `reply_invalid` for a token of another kind
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.2.2
 */
export function takeImplicit(context: Ctx, pending: Visiting, redirect: string): Grant<OAuth2Secret> {
  const { service, intent, clock } = context;
  const answer = readFragment(context, redirect, pending.state);
  const accessToken = answer.get('access_token') ?? '';
  const seconds = answer.get('expires_in') ?? (service.expiresIn === undefined ? null : String(service.expiresIn));
  const typed = service.quirks?.includes('token-type-any') === true || /^bearer$/i.test(answer.get('token_type') ?? '');
  const whole = /^[\x20-\x7e]+$/.test(accessToken) && (seconds === null || /^\d{1,12}$/.test(seconds));
  if (!typed || !whole) throw new CountersignError('reply_invalid', { about: service.name });
  const scope = answer.get('scope');
  const { secret, facts } = grantOf(
    {
      access_token: accessToken,
      token_type: 'bearer',
      ...(seconds !== null && { expires_in: Number(seconds) }),
      ...(scope !== null && { scope: service.quirks?.includes('scope-commas') ? scope.split(/[\s,]+/).join(' ') : scope }),
    },
    intent.scopes,
    clock.now(),
  );
  const values = Object.fromEntries(answer);
  const granted = { ...facts, ...scopesIn(service, answer) };
  return {
    secret,
    facts: withApiHost(withIdentity(granted, service, values), service, values, service.userinfoUrl !== undefined),
  };
}
