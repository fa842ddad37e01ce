/** Requests at the token endpoint: sent, brought into the standard's form, checked by the library, told in our words. */
import * as oauth from 'oauth4webapi';
import { CountersignError, type Code } from '../../core/errors';
import type { Grant } from '../../core/protocol';
import { speakerFor, type Ctx, type Speaker } from './client';
import { patiently, told } from './failures';
import { grantOf, type OAuth2Secret } from './grant';
import { readIdToken, type Expected } from './id-token';
import { standardReply } from './token-reply';

export interface TokenRequest {
  /** Where it goes, if not to the entry's token endpoint. */
  readonly url?: string | undefined;
  /** What the service may quote and nobody may see. */
  readonly sent: readonly (string | undefined)[];
  /** The scopes that were asked for. */
  readonly asked: readonly string[];
  readonly send: (speaker: Speaker) => Promise<Response>;
  readonly refused?: (error: string) => Code | undefined;
  /** The secret that is renewed. */
  readonly old?: OAuth2Secret;
  /** What the ID token must say. Without it, ID tokens are ignored. */
  readonly idToken?: Expected;
}

export interface Traded {
  readonly grant: Grant<OAuth2Secret>;
  /** The reply as the service wrote it. */
  readonly whole: unknown;
  /** Of the ID token, checked. */
  readonly claims?: oauth.IDToken;
}

/**
 * Asks for tokens.
 * @throws CountersignError by `refused` when the service refuses, `app_refused`, `service_error`, `service_unreachable`, `reply_invalid`,
 *   `id_token_invalid`, `authentication_too_old`, `key_binding_refused` when the token is not bound to the key
 */
export async function requestTokens(context: Ctx, request: TokenRequest): Promise<Traded> {
  const { service, clock } = context;
  const speaker = await speakerFor(context, request.url);
  return told(
    context,
    [...request.sent, context.app.clientSecret],
    async () => {
      const { reply, text, whole } = await patiently(async () => {
        const { response, whole } = await standardReply(service, await request.send(speaker), clock.now());
        const text = await response.clone().text();
        const plain = await withoutIdToken(response);
        return { reply: await oauth.processRefreshTokenResponse(speaker.as, speaker.client, plain), text, whole };
      });
      if (service.dpop && reply.token_type !== 'dpop') throw new CountersignError('key_binding_refused', { about: service.name });
      const claims = request.idToken && (await readIdToken(context, speaker, text, request.idToken));
      const { secret, facts } = grantOf(reply, request.asked, clock.now(), request.old);
      const renewable = facts.renewable || service.renewBy !== undefined;
      return { grant: { secret, facts: { ...facts, renewable } }, whole, ...(claims && { claims }) };
    },
    request.refused,
  );
}

/** What the library is to check as OAuth alone: an ID token is read apart, by its own rules. */
async function withoutIdToken(response: Response): Promise<Response> {
  if (response.status !== 200) return response;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  if (typeof body !== 'object' || body === null || !('id_token' in body)) return response;
  const { id_token: _, ...rest } = body;
  const headers = new Headers(response.headers);
  return new Response(JSON.stringify(rest), { status: 200, headers });
}
