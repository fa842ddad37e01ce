/**
 * Key pairs that are made here for an app which is not registered yet. Only the public half ever leaves: the private one is sealed at
 * once, and becomes the app's secret when the user brings the consumer key that the service gave for it.
 */
import { CountersignError } from '../core/errors';
import { pem } from '../crypto/pem';
import { registeredBack } from './apps';
import type { AppRow } from './rows';
import type { Vault } from './vault';

/** The place of a service's key that waits for its app: no app has an empty client id. */
const waitingId = (serviceId: string): string => `${serviceId}/`;

/** Bits of an RSA key: what services accept, and enough until 2030 by NIST SP 800-57. */
const bits = 2048;

/**
 * Makes an RSA pair for the app that the user is about to register. A pair made before that was never used is replaced.
 *
 * @returns the public key in PEM (SPKI), to be registered
 */
export async function makeKey(vault: Vault, serviceId: string): Promise<string> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: bits,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  };
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const [secret, open] = await Promise.all([
    crypto.subtle.exportKey('pkcs8', pair.privateKey),
    crypto.subtle.exportKey('spki', pair.publicKey),
  ]);
  const id = waitingId(serviceId);
  const sealed = await vault.seal('apps', id, { clientSecret: pem('PRIVATE KEY', new Uint8Array(secret)) });
  const publicKey = pem('PUBLIC KEY', new Uint8Array(open));
  await vault.db.apps.put({ id, serviceId, clientId: '', hasSecret: true, savedAt: 0, sealed, publicKey });
  vault.changed();
  return publicKey;
}

/** The key that waits for its app, if one was made. */
export function waitingKey(vault: Vault, serviceId: string): Promise<AppRow | undefined> {
  return vault.db.apps.get(waitingId(serviceId));
}

/**
 * Gives the waiting key to an app that has now been registered.
 *
 * @throws CountersignError `invalid_input` when no key waits
 */
export async function giveKey(
  vault: Vault,
  app: { serviceId: string; clientId: string; redirectUrl?: string | undefined },
  now: number,
): Promise<void> {
  const { serviceId, clientId, redirectUrl } = app;
  const waiting = await waitingKey(vault, serviceId);
  if (!waiting) throw new CountersignError('invalid_input', { about: 'key pair' });
  const id = `${serviceId}/${clientId}`;
  const sealed = await vault.seal('apps', id, await vault.unseal('apps', waiting.id, waiting.sealed));
  const { apps } = vault.db;
  await vault.db.transaction('rw', apps, async () => {
    const before = await apps.get(id);
    const back = registeredBack(redirectUrl ?? before?.redirectUrl);
    await apps.put({ ...waiting, id, clientId, savedAt: now, ...back, sealed });
    await apps.delete(waiting.id);
  });
  vault.changed();
}
