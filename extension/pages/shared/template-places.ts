/** The hosts that a catalogue's entry names, as text: some have places for what is each user's own and are no URLs yet. */
import { isEntered } from '../../../src/core/is-entered';
import type { Template } from '../../../src/core/catalogue';
import type { Service } from '../../../src/core/service';

/** An endpoint by the name that its field has in the form. */
export type Endpoint = readonly [name: EndpointName, url: string];

export type EndpointName =
  | 'issuer'
  | 'requestTokenUrl'
  | 'authorizeUrl'
  | 'authenticateUrl'
  | 'accessTokenUrl'
  | 'tokenUrl'
  | 'deviceUrl'
  | 'parUrl'
  | 'registrationUrl'
  | 'renewUrl'
  | 'revokeUrl'
  | 'userinfoUrl'
  | 'identityUrl'
  | 'jwksUrl'
  | 'exchange'
  | 'renewBy'
  | 'revokeBy'
  | 'probe';

/** Every URL that a sign-in, a renewal or an end of access goes to, in the order of a sign-in. */
export function endpointsOf(service: Service): readonly Endpoint[] {
  const all: readonly (readonly [EndpointName, string | undefined])[] = isEntered(service)
    ? [['probe', service.probe?.url]]
    : service.protocol === 'oauth1'
      ? [
          ['requestTokenUrl', service.requestTokenUrl],
          ['authorizeUrl', service.authorizeUrl],
          ['authenticateUrl', service.authenticateUrl],
          ['accessTokenUrl', service.accessTokenUrl],
          ['identityUrl', service.identityUrl],
          ['renewUrl', service.renewUrl],
          ['revokeUrl', service.revokeUrl],
        ]
      : service.protocol === 'brokered'
        ? [['authorizeUrl', service.visitUrl]]
        : [
            ['issuer', service.issuer],
            ['registrationUrl', service.registrationUrl],
            ['parUrl', service.parUrl],
            ['authorizeUrl', service.authorizeUrl],
            ['deviceUrl', service.deviceUrl],
            ['tokenUrl', service.tokenUrl],
            ['exchange', service.exchange?.url],
            ['jwksUrl', service.jwksUrl],
            ['userinfoUrl', service.userinfoUrl],
            ['renewUrl', service.renewUrl],
            ['renewBy', service.renewBy?.url],
            ['revokeUrl', service.revokeUrl],
            ['revokeBy', service.revokeBy?.url],
          ];
  return all.filter((each): each is Endpoint => each[1] !== undefined);
}

/** The host of a URL with its port, places included: `{shop}.store.example`. Empty for a mere path. */
export function hostText(url: string): string {
  return /^[a-z]+:\/\/(?:[^/?#@]*@)?(?<host>[^/?#]+)/iu.exec(url)?.groups?.['host'] ?? '';
}

/** The hosts that take part in a sign-in, as text, each once. */
export function signInHostTexts(service: Service): readonly string[] {
  const urls = endpointsOf(service).map(([, url]) => url);
  return [...new Set(urls.map(hostText).filter(Boolean))];
}

/** The hosts that get the account's secret with every call, as text, each once. */
export function apiHostTexts(service: Service): readonly string[] {
  const own = isEntered(service) && service.hostTemplate !== undefined ? [service.hostTemplate] : [];
  return [...new Set([...service.apiHosts, ...own].map(hostText).filter(Boolean))];
}

/**
 * What an entry can be found by: its hosts without ports, without the labels that are each user's own, and what its places hold for
 * example.
 */
export function hostTextsOf(template: Template): readonly string[] {
  const named = [...apiHostTexts(template), ...signInHostTexts(template)].map((host) =>
    host.replace(/:\d+$/u, '').replace(/^.*\}[\w-]*\.?/u, ''),
  );
  const examples = (template.variables ?? []).flatMap(({ kind, example, usual }) =>
    kind === 'host' ? [example, usual ?? ''] : [],
  );
  return [...new Set([...named, ...examples].map((host) => host.toLowerCase()).filter((host) => host.includes('.')))];
}
