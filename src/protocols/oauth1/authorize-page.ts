/** The service's page for a request token: which of its pages, and with which parameters, by the service's entry and the user's wish. */
import type { Context } from '../../core/protocol';
import type { OAuth1Service } from '../../core/oauth1-service';
import type { Parameters } from '../../core/service-base';
import { safeUrl } from '../../core/urls';
import { percentEncode } from '../../crypto/percent-encoding';

/**
 * The URL to show. The page's own query stays as it was written.
 *
 * @throws CountersignError `invalid_input`, `insecure_endpoint` when the entry's URL cannot be used
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-2.2
 */
export function pageUrl({ service, app, intent }: Context<OAuth1Service>, requestToken: string): string {
  const { authenticateUrl, authorizeUrl = '' } = service;
  // The page that lets known users through would sign the same person in again, and it knows no PIN.
  const quick = intent.way !== 'pin' && !intent.another && !intent.force;
  const url = safeUrl((quick && authenticateUrl) || authorizeUrl);
  const always = Object.entries(service.authorizeParameters ?? {});
  const added: Parameters = {
    ...(Object.fromEntries(always.map(([name, value]) => [name, value.replaceAll('{clientId}', app.clientId)])) as Parameters),
    ...((intent.another || intent.force) && service.anotherParameters),
    ...(intent.expect && filledIn(service.againParameters, intent.expect)),
    oauth_token: requestToken,
  };
  const pairs = Object.entries(added).map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`);
  url.search = `${url.search ? `${url.search}&` : '?'}${pairs.join('&')}`;
  return url.href;
}

/** Parameters with the account's names in place of `{label}` and `{subject}`; one that needs a name that is not known is left out. */
function filledIn(parameters: Parameters = {}, names: { readonly label: string; readonly subject?: string }): Parameters {
  const filled = Object.entries(parameters).map(([name, value]) => [
    name,
    value.replace('{label}', names.label).replace('{subject}', names.subject ?? '{subject}'),
  ]);
  return Object.fromEntries(filled.filter(([, value]) => !value?.includes('{subject}'))) as Parameters;
}
