/** How the protocol's parameters travel: in the `Authorization` header. Another way would be another {@link Transport}. */
import type { Outgoing } from '../../core/protocol';
import type { Parameter } from './parameters';

/** Puts the protocol's parameters, signature included, into a request; the request given stays as it was. */
export type Transport = (request: Outgoing, parameters: readonly Parameter[], realm?: string) => Outgoing;

/**
 * The header's value.
 *
 * @param realm plain text; it stands first and is not signed
 * @see https://www.rfc-editor.org/rfc/rfc5849#section-3.5.1
 */
export function authorizationHeader(parameters: readonly Parameter[], realm?: string): string {
  const parts = parameters.map(([name, value]) => `${name}="${value}"`);
  if (realm !== undefined) parts.unshift(`realm="${realm.replace(/["\\]/g, '\\$&')}"`);
  return `OAuth ${parts.join(', ')}`;
}

/** Sends the parameters in the header, which replaces any that the request had. */
export const inAuthorizationHeader: Transport = (request, parameters, realm) => {
  const headers = new Headers(request.headers);
  headers.set('authorization', authorizationHeader(parameters, realm));
  return { ...request, headers };
};
