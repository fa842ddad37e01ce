/** The redirect back from the service: ours, from the right issuer, and a yes. */
import * as oauth from 'oauth4webapi';
import { CountersignError, isCoded } from '../../core/errors';
import { shownDetails } from '../../core/shown-text';
import type { Context } from '../../core/protocol';
import type { OAuth2Service } from '../../core/oauth2-service';

/**
 * The validated parameters of the authorization response.
 * @throws CountersignError `state_mismatch`, `issuer_mismatch`, `sign_in_denied`, `scope_refused`, `service_refused`, `reply_invalid`
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
 * @see https://www.rfc-editor.org/rfc/rfc9207#section-2.4
 */
export function readRedirect(
  context: Context<OAuth2Service>,
  as: oauth.AuthorizationServer,
  client: oauth.Client,
  redirect: string,
  state: string,
): URLSearchParams {
  const about = context.service.name;
  const url = new URL(redirect);
  checkOrigin(context, url.searchParams, state);
  url.searchParams.delete('iss'); // looked at already, also where the library would not
  try {
    const answer = oauth.validateAuthResponse(as, client, url, state);
    const code = answer.get('error_code'); // of some services, which then have no `error`
    if (code !== null && !answer.has('code')) throw refusal(about, code, answer.get('error_message') ?? undefined, state);
    return answer;
  } catch (error) {
    if (isCoded(error)) throw error;
    if (!(error instanceof oauth.AuthorizationResponseError)) throw new CountersignError('reply_invalid', { about });
    throw refusal(about, error.error, error.error_description ?? undefined, state);
  }
}

/**
 * The parameters that an implicit answer has in its fragment.
 * @throws CountersignError as {@link readRedirect}
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.2.2
 */
export function readFragment(context: Context<OAuth2Service>, redirect: string, state: string): URLSearchParams {
  const about = context.service.name;
  const { hash, searchParams } = new URL(redirect);
  const fragment = new URLSearchParams(hash.slice(1));
  // Some services put an error, which is no secret, in the query.
  const answer = !fragment.has('state') && searchParams.has('error') ? searchParams : fragment;
  checkOrigin(context, answer, state);
  const error = answer.get('error');
  if (error !== null) throw refusal(about, error, answer.get('error_description') ?? undefined, state);
  const names = [...answer.keys()];
  if (new Set(names).size !== names.length || !answer.has('access_token')) throw new CountersignError('reply_invalid', { about });
  return answer;
}

/** Whether this answer belongs to this sign-in and comes from its service. */
function checkOrigin({ service }: Context<OAuth2Service>, answer: URLSearchParams, state: string): void {
  const about = service.name;
  if (answer.get('state') !== state) throw new CountersignError('state_mismatch', { about });
  const { issuer, issInRedirect } = service;
  const named = answer.getAll('iss');
  if (issuer === undefined || (named.length === 0 && !issInRedirect)) return;
  if (named.length !== 1 || !isIssuer(issuer, named[0] ?? '')) throw new CountersignError('issuer_mismatch', { about });
}

/** Issuers are compared as texts, without any normalisation; a tenant's own stands where the entry has its place. */
function isIssuer(issuer: string, named: string): boolean {
  const [before = '', after] = issuer.split('{tenantid}');
  if (after === undefined) return issuer === named;
  return (
    named.startsWith(before) &&
    named.endsWith(after) &&
    /^[\w-]{1,80}$/.test(named.slice(before.length, named.length - after.length))
  );
}

function refusal(about: string, code: string, text: string | undefined, state: string): CountersignError {
  const details = { about, ...shownDetails(undefined, { code, text }, [state]) };
  if (code === 'access_denied') return new CountersignError('sign_in_denied', details);
  return new CountersignError(code === 'invalid_scope' ? 'scope_refused' : 'service_refused', details);
}
