import { expect, test } from 'vitest';
import { systemRandom } from '../../../src/core/ports';
import { pkceChallenge, pkceVerifier } from '../../../src/crypto/pkce';
import { pkceTable } from '../oauth1/vectors';

test.each(pkceTable)('%s has the challenge %s (%s)', async (verifier, challenge) => {
  expect(await pkceChallenge(verifier)).toBe(challenge);
});

test('a verifier is as RFC 7636 §4.1 wants it, and fresh', () => {
  const one = pkceVerifier(systemRandom);
  expect(one).toMatch(/^[A-Za-z0-9\-._~]{43}$/);
  expect(pkceVerifier(systemRandom)).not.toBe(one);
});
