/** Where the connect window is: its hash as a route, and the way to another one. */

export interface Route {
  /** A site's request. */
  readonly ask?: string;
  /** A sign-in under way or ended. */
  readonly signIn?: string;
  readonly service?: string;
  /** An entry of the catalogue that is to be taken into use. */
  readonly catalogue?: string;
  readonly account?: string;
  /** The request that a sign-in is made for. */
  readonly askId?: string;
  /** Show the app's form although an app is registered. */
  readonly setUp?: '1';
  /** The way to sign in, where the service has several. */
  readonly way?: string;
  /** The scopes that a sign-in was started with, with a blank between them. */
  readonly scopes?: string;
  /** A sign-in was started that the user must prove themselves for. */
  readonly force?: '1';
}

const names = ['ask', 'signIn', 'service', 'catalogue', 'account', 'askId', 'setUp', 'way', 'scopes', 'force'] as const;

export function readRoute(hash: string): Route {
  const values = new URLSearchParams(hash.replace(/^#/u, ''));
  return Object.fromEntries(names.flatMap((name) => (values.get(name) ? [[name, values.get(name)]] : [])));
}

export function writeRoute(route: { readonly [Name in keyof Route]: Route[Name] | undefined }): string {
  const entries = Object.entries(route).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `#${new URLSearchParams(entries)}`;
}

/** Goes to another view of this window. @param inPlace whether the present one is none to come back to */
export function go(route: { readonly [Name in keyof Route]: Route[Name] | undefined }, inPlace = false): void {
  if (inPlace) location.replace(writeRoute(route));
  else location.hash = writeRoute(route);
}
