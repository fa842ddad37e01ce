/** Passkeys in Firefox, as found: it refuses an extension's page, so Security says so in words. When it learns, this test tells. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from '../harness/browser';
import { launchBrowser } from '../harness/launch';
import { poll } from '../harness/poll';
import { setsPassphrase } from './support/passphrase';

let firefox: Browser;

beforeAll(async () => {
  firefox = await launchBrowser();
});
afterAll(async () => firefox?.close());

test('it makes no passkey for an extension’s page, and Security offers none', async () => {
  const own = await firefox.page('extension/pages/options/options.html#security');
  const refusal = await own.evaluate(async () => {
    const publicKey: PublicKeyCredentialCreationOptions = {
      rp: { name: 'Countersign' },
      user: { id: new Uint8Array(16), name: 'n', displayName: 'n' },
      challenge: new Uint8Array(32),
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
    };
    return navigator.credentials.create({ publicKey }).then(
      () => 'made',
      (error: DOMException) => error.name,
    );
  });
  expect(refusal).toBe('SecurityError');
  await setsPassphrase(own);
  const text = () => own.innerText('body');
  await poll(async () => (await text()).includes('This browser can’t unlock by a passkey'), 'Security to say so');
  expect(await text()).not.toContain('Add a passkey');
});
