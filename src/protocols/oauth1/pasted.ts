/** Privileged credentials: what a service hands out whole on one of its pages, consumer and access pair together. */
import { CountersignError } from '../../core/errors';
import type { Field, Sealed, Step } from '../../core/protocol';
import type { OAuth1Service } from '../../core/oauth1-service';
import type { App } from '../../core/service';
import type { Origin } from '../../core/words';
import { originOf } from '../../core/api-origin';
import type { OAuth1Secret } from './reply';
import { isRsa } from './signing';

export interface Pasted {
  readonly app: Omit<App, 'serviceId'>;
  readonly secret: OAuth1Secret;
  /** The name that the user gave the account. */
  readonly label?: string;
  /** The account's own API host, where the service has one for each account. */
  readonly apiHost?: Origin;
}

/** Asks the user for all of them. */
export function askForCredentials(service: OAuth1Service, pending: Sealed): Extract<Step<OAuth1Secret>, { do: 'ask' }> {
  const fields: Field[] = [
    { name: 'consumerKey', kind: 'text' },
    { name: 'consumerSecret', kind: isRsa(service) ? 'key' : 'secret' },
    { name: 'token', kind: 'secret' },
    { name: 'tokenSecret', kind: 'secret' },
  ];
  if (service.apiHostFrom !== undefined) fields.push({ name: 'apiHost', kind: 'text' });
  if (service.identityUrl === undefined) fields.push({ name: 'accountName', kind: 'text', optional: true });
  return { do: 'ask', fields, pending };
}

/**
 * Reads what was entered. White space around a value comes from copying and is dropped.
 *
 * @throws CountersignError `invalid_input` when a value is missing or the host is none
 */
export function credentialsIn(service: OAuth1Service, values: Readonly<Record<string, string>>): Pasted {
  const value = (name: Field['name']): string => (values[name] ?? '').trim();
  const needed = (name: Field['name']): string => {
    if (value(name) === '') throw new CountersignError('invalid_input', { about: name });
    return value(name);
  };
  const app = { clientId: needed('consumerKey'), clientSecret: needed('consumerSecret') };
  const secret = { token: needed('token'), tokenSecret: isRsa(service) ? value('tokenSecret') : needed('tokenSecret') };
  const label = value('accountName');
  if (service.apiHostFrom === undefined) return { app, secret, ...(label && { label }) };
  const apiHost = originOf(needed('apiHost'), service.accessTokenUrl ?? '');
  if (apiHost === undefined) throw new CountersignError('invalid_input', { about: 'apiHost' });
  return { app, secret, apiHost, ...(label && { label }) };
}
