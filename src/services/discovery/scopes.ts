/** What a service's scopes let one do, as far as their names are standardised. */
import type { ScopeText } from '../../core/oauth2-service';

/** @see https://openid.net/specs/openid-connect-core-1_0.html#ScopeClaims */
const standard: Readonly<Record<string, string>> = {
  openid: 'Know who you are',
  profile: 'See your name and profile',
  email: 'See your e-mail address',
  offline_access: 'Stay signed in',
  address: 'See your postal address',
  phone: 'See your phone number',
};
/** Asked for at each sign-in; everything else only where it is wanted. */
const usual: readonly string[] = ['openid', 'profile', 'email', 'offline_access'];
/** How many others are worth listing. */
const mostOthers = 60;
/** @see https://www.rfc-editor.org/rfc/rfc6749#section-3.3 */
const scopeName = /^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/;

export function scopesFrom(names: readonly string[]): ScopeText[] {
  const known = [...new Set(names)].filter((name) => scopeName.test(name));
  const others = known.filter((name) => !usual.includes(name)).slice(0, mostOthers);
  return [
    ...usual.filter((name) => known.includes(name)).map((name) => ({ name, does: does(name) })),
    ...others.map((name) => ({ name, does: does(name), optional: true })),
  ];
}

function does(name: string): string {
  return (Object.hasOwn(standard, name) && standard[name]) || name;
}
