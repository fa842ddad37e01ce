/**
 * OAuth 2.0 and OpenID Connect behind the one interface of all ways to sign in.
 * @see https://www.rfc-editor.org/rfc/rfc6749
 * @see https://www.rfc-editor.org/rfc/rfc9700
 */
import { CountersignError } from '../../core/errors';
import { isOwnNetwork } from '../../core/urls';
import type { Grant, Protocol, Reply, Sealed, Step } from '../../core/protocol';
import type { OAuth2Service } from '../../core/oauth2-service';
import { visitStep, type Visiting } from './authorization-request';
import type { Ctx } from './client';
import { takeImplicit, trade } from './code';
import { askForTokens, codeStep, type Coding } from './device';
import type { OAuth2Secret } from './grant';
import { identified } from './identity';
import { react } from './reaction';
import { register } from './registration';
import { appTokens, renew, vendorTokens } from './renewal';
import { revoke } from './revocation';
import { signed } from './signing';
import { needsSecret } from './vendor-request';

/** Has the tokens. What is left to do: trade them for longer-lived ones, ask who signed in, get access to the API host. */
interface Granted extends Sealed {
  readonly at: 'exchange' | 'identify' | 'reach';
  readonly grant: Grant<OAuth2Secret>;
}

async function begin(context: Ctx): Promise<Step<OAuth2Secret>> {
  const { service, app, intent } = context;
  if (app.clientId === '') {
    if (service.registrationUrl === undefined) throw new CountersignError('app_missing', { about: service.name });
    return { do: 'next', app: await register(context), pending: { at: 'registered' } };
  }
  if (intent.way === 'device') return codeStep(context);
  if (intent.way === 'app') return afterGrant(context, await appTokens(context, intent.scopes), 'identify');
  return visitStep(context);
}

async function resume(context: Ctx, pending: Sealed, reply: Reply): Promise<Step<OAuth2Secret>> {
  const { attempt } = reply;
  if (pending['at'] === 'registered') return begin(context);
  if (pending['at'] === 'visit' && reply.to === 'again') return visitStep(context);
  if (pending['at'] === 'visit' && reply.to === 'visit') {
    const visiting = pending as Visiting;
    const implicit = context.intent.way === 'implicit';
    const grant = implicit ? takeImplicit(context, visiting, reply.url) : await trade(context, visiting, reply.url, attempt);
    return afterGrant(context, grant, 'exchange');
  }
  if (pending['at'] === 'device' && reply.to === 'wait') {
    const answer = await askForTokens(context, pending as Coding, attempt);
    return 'step' in answer ? answer.step : afterGrant(context, answer.grant, 'exchange');
  }
  const { at, grant } = pending as Granted;
  if (at === 'exchange') return afterGrant(context, await exchanged(context, grant), 'identify');
  if (at === 'identify') return afterGrant(context, { ...grant, facts: await identified(context, grant) }, 'reach');
  if (at === 'reach') return { do: 'done', grant };
  throw new CountersignError('unexpected', { about: 'step' });
}

/** The next step with what was granted, which is made durable before anything else is tried. */
function afterGrant({ service, app }: Ctx, grant: Grant<OAuth2Secret>, from: Granted['at']): Step<OAuth2Secret> {
  const next = (at: Granted['at']): Step<OAuth2Secret> => ({ do: 'next', pending: { at, grant } satisfies Granted });
  if (from === 'exchange' && service.exchange && (app.clientSecret !== '' || !needsSecret(service.exchange)))
    return next('exchange');
  if (from !== 'reach' && service.userinfoUrl !== undefined && !grant.secret.ofApp) return next('identify');
  const origins = grant.facts.apiHosts?.filter((origin) => !service.apiHosts.includes(origin)) ?? [];
  if (origins.length === 0) return { do: 'done', grant };
  const home = new URL(service.tokenUrl ?? service.authorizeUrl ?? '');
  const stranger = isOwnNetwork(home) ? undefined : origins.find((origin) => isOwnNetwork(new URL(origin)));
  if (stranger !== undefined) throw new CountersignError('own_network', { about: new URL(stranger).host });
  return { do: 'reach', origins, pending: { at: 'reach', grant } satisfies Granted };
}

/** A longer-lived token for the first one. */
async function exchanged(context: Ctx, grant: Grant<OAuth2Secret>): Promise<Grant<OAuth2Secret>> {
  const { exchange } = context.service;
  if (!exchange) return grant;
  const { secret, facts } = await vendorTokens(context, exchange, { ...grant, notes: {} });
  const { expiresAt: _, ...first } = grant.facts;
  return { secret, facts: { ...first, ...facts, ...(first.scopes && { scopes: first.scopes }), extra: first.extra } };
}

export const oauth2: Protocol<OAuth2Secret, OAuth2Service> = {
  id: 'oauth2',
  begin,
  resume,
  sign: signed,
  react,
  renew,
  revoke,
};
