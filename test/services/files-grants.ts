/** Writes down what a user allowed an app at Practice Files. */
import type { Provider } from 'oidc-provider';
import type { PracticeUser } from './users';

type Parameters = Record<string, unknown>;
type Grant = InstanceType<Provider['Grant']>;

/** The scopes that a request asks for. */
export function scopesOf(params: Parameters): string[] {
  return words(params['scope']);
}

/**
 * Keeps what was ticked, and what was not as refused.
 * @param earlier a grant to add to; a new one unless told
 */
export async function grantFor(
  provider: Provider,
  user: PracticeUser,
  clientId: string,
  params: Parameters,
  ticked: readonly string[],
  earlier?: Grant,
): Promise<{ grantId: string; scopes: string[]; resources: string[] }> {
  const grant = earlier ?? new provider.Grant({ accountId: user.id, clientId });
  const had = new Set(words(earlier?.getOIDCScope()));
  const asked = scopesOf(params);
  const scopes = asked.filter((scope) => ticked.includes(scope) || had.has(scope));
  const left = asked.filter((scope) => !scopes.includes(scope));
  const { resource = [] } = params;
  const resources = (Array.isArray(resource) ? resource : [resource]).map(String);
  grant.addOIDCScope(scopes.join(' '));
  if (left.length > 0) grant.rejectOIDCScope(left.join(' '));
  for (const one of resources) {
    grant.addResourceScope(one, scopes.join(' '));
    if (left.length > 0) grant.rejectResourceScope(one, left.join(' '));
  }
  return { grantId: await grant.save(), scopes, resources };
}

/** A text of words separated by spaces, as a list. */
export function words(text: unknown): string[] {
  return typeof text === 'string' ? text.split(' ').filter((word) => word !== '') : [];
}
