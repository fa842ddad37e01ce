/** Passkeys in Firefox, as found: it refuses an extension's page, so Security says so in words. When it learns, this test tells. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { launchFirefox, type Firefox } from '../harness/firefox';
import { poll } from '../harness/poll';
import { derived } from './support/passphrase';

const { firefox: executable, whyNoFirefox } = inject('browsers');
declare const browser: { runtime: { sendMessage(message: unknown): Promise<{ ok: boolean }> } };

describe.skipIf(!executable)(executable ? 'Firefox' : `Firefox (skipped: ${whyNoFirefox})`, () => {
  let firefox: Firefox;

  beforeAll(async () => {
    firefox = await launchFirefox({ executable: executable ?? '', extension: inject('builds').firefoxTest });
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
    const message = { own: 'lock.set', input: { next: derived() } };
    expect(await own.evaluate((what) => browser.runtime.sendMessage(what), message)).toMatchObject({ ok: true });
    const text = () => own.evaluate(() => document.body.innerText);
    await poll(async () => (await text()).includes('This browser can’t unlock by a passkey'), 'Security to say so');
    expect(await text()).not.toContain('Add a passkey');
  });
});
