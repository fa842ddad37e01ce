/** What kind of app a service's entry wants, as it stands in the form. */
import type { Draft } from './service-draft';

/** Whether the app's secret is a private key. */
export function isKeyApp({ protocol, signatureMethod, clientAuth }: Draft): boolean {
  return protocol === 'oauth1' ? signatureMethod.startsWith('RSA') : protocol === 'oauth2' && clientAuth === 'private_key_jwt';
}

/** Whether an account there needs an app of the user's at all. */
export function hasApp({ protocol }: Draft): boolean {
  return protocol === 'oauth1' || protocol === 'oauth2';
}

/** Whether the app has no secret. */
export function isPublicApp({ protocol, clientAuth }: Draft): boolean {
  return protocol === 'oauth2' && (clientAuth === 'none' || clientAuth === 'basic_without_secret');
}

export function registersItself({ protocol, registrationUrl }: Draft): boolean {
  return protocol === 'oauth2' && registrationUrl.trim() !== '';
}
