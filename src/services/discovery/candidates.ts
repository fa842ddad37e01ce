/** Where a service may describe itself: the addresses of its documents, made from any address of it. */
import { safeUrl } from '../../core/urls';

/** A document that may be there, and whose it must then say that it is. */
export interface Candidate {
  readonly kind: 'server' | 'resource';
  readonly url: URL;
  /** The issuer or resource for which this is the document's place. */
  readonly of: URL;
}

const oidc = '/.well-known/openid-configuration';
const oauth = '/.well-known/oauth-authorization-server';
const resource = '/.well-known/oauth-protected-resource';
/** The path before a well-known name, and the one behind it: an issuer's path stands on either side. */
const wellKnown = /^(.*?)\/\.well-known\/([^/]+)(\/.*)?$/;
/** Paths tried below the host's root. Of a longer path, the middle is left out: issuers have short ones. */
const mostPaths = 4;

/**
 * What the user typed as an address.
 * @throws CountersignError `invalid_input` when it is none, `insecure_endpoint` when it is not https (loopback excepted)
 */
export function addressIn(text: string): URL {
  const url = safeUrl(/^[a-z][a-z\d+.-]*:\/\//i.test(text.trim()) ? text.trim() : `https://${text.trim()}`);
  url.search = '';
  url.hash = '';
  return url;
}

/**
 * All documents that may describe an address, the likeliest first.
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfigurationRequest
 * @see https://www.rfc-editor.org/rfc/rfc8414#section-3.1
 * @see https://www.rfc-editor.org/rfc/rfc9728#section-3.1
 */
export function candidatesAt(address: URL): Candidate[] {
  const [, before = '', name, behind = ''] = wellKnown.exec(address.pathname) ?? [];
  const path = plain(name === undefined ? address.pathname : before + behind);
  const itself: Candidate[] =
    name === undefined ? [] : [{ kind: resource.endsWith(name) ? 'resource' : 'server', url: address, of: at(address, path) }];
  const resources = [...new Set([path, ''])].map((each): Candidate => ({
    kind: 'resource',
    url: at(address, resource + each),
    of: at(address, each),
  }));
  return once([...itself, ...pathsUp(path).flatMap((each) => serverAt(at(address, each))), ...resources]);
}

/** The documents of an issuer whose name is known. */
export function serverAt(issuer: URL): Candidate[] {
  const path = plain(issuer.pathname);
  return [path + oidc, oauth + path].map((each) => ({ kind: 'server', url: at(issuer, each), of: at(issuer, path) }));
}

/** A path and those above it, up to the empty one. */
function pathsUp(path: string): string[] {
  const parts = path.split('/').slice(1);
  const above = parts.map((_, count) =>
    path
      .split('/')
      .slice(0, count + 1)
      .join('/'),
  );
  return path === '' ? [''] : [path, ...above.slice(0, mostPaths).toReversed()];
}

/** Without the slashes at the end, which make no other place. */
function plain(path: string): string {
  return path.replace(/\/+$/, '');
}

function at(base: URL, path: string): URL {
  const url = new URL(base.origin);
  url.pathname = path;
  return url;
}

function once(all: readonly Candidate[]): Candidate[] {
  return all.filter(({ url }, index) => all.findIndex((other) => other.url.href === url.href) === index);
}
