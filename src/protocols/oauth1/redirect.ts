/** Reads the redirect by which the service's page ends: a verifier for our request token, or the user's refusal. */
import { CountersignError } from '../../core/errors';
import { shownDetails } from '../../core/shown-text';

/**
 * The verifier in the redirect.
 *
 * @param url the redirect, as the browser saw it
 * @param requestToken the one for which the user was asked
 * @throws CountersignError `sign_in_denied` when the user refused, `token_mismatch` when the redirect is about another request token
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-2.2
 */
export function verifierIn(url: string, requestToken: string): string {
  const values = URL.canParse(url) ? new URL(url).searchParams : new URLSearchParams();
  const token = values.get('oauth_token');
  const verifier = values.get('oauth_verifier');
  if (values.get('denied') === requestToken) throw new CountersignError('sign_in_denied');
  if (token !== null && token !== requestToken) throw new CountersignError('token_mismatch');
  // Services tell a refusal in many ways, some by coming back with nothing at all. What they never do is send a verifier.
  if (!verifier) throw new CountersignError('sign_in_denied', reasonIn(values, requestToken));
  if (token === null) throw new CountersignError('token_mismatch');
  return verifier;
}

function reasonIn(values: URLSearchParams, requestToken: string) {
  const code = values.get('oauth_problem') ?? values.get('error');
  const text = values.get('oauth_problem_advice') ?? values.get('error_description');
  return shownDetails(undefined, { ...(code ? { code } : {}), ...(text ? { text } : {}) }, [requestToken]);
}
