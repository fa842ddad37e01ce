/** Holds the entries of the personalities to the schema of services, and to the services as they are. */
import { generateKeyPairSync } from 'node:crypto';
import { safeParse } from 'valibot';
import { expect, it } from 'vitest';
import { serviceSchema } from '../../src/services/schema';
import { personalityEntry } from '../practice/entries';
import { CALLBACK, OAuth1App, type Habits } from './oauth1-testing';
import { PERSONALITIES, startPersonality } from './personalities';

it.each(PERSONALITIES)('%s is entered as it is: its endpoints, method, realm and names fit', async (name) => {
  const service = await startPersonality(name);
  const entry = personalityEntry(name, service.origin, { apiOrigin: service.apiOrigin });
  expect(safeParse(serviceSchema, entry).issues).toBeUndefined();
  expect(new URL(entry.authorizeUrl ?? '').pathname).toBe('/oauth/authorize');

  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const traits = name === 'rsa' ? { publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() } : {};
  const habits: Habits = {
    signatureMethod: entry.signatureMethod ?? 'HMAC-SHA1',
    requestTokenMethod: entry.requestTokenMethod ?? 'POST',
    accessTokenMethod: entry.accessTokenMethod ?? 'POST',
    ...(entry.realm === undefined ? {} : { realm: entry.realm }),
    ...(entry.authorizeParameters ? { page: entry.authorizeParameters } : {}),
  };
  const app = new OAuth1App(service, { ...service.registerApp({ callbacks: [CALLBACK], ...traits }), privateKey }, habits);
  const temporary = await app.requestToken('oob');
  expect(temporary.token).toMatch(/^practice-request-token-/);
  const reply = await app.signInReply('alice');
  const keys = app.keysFrom(reply);

  const identityUrl = entry.identityUrl?.startsWith('/') ? service.apiOrigin + entry.identityUrl : entry.identityUrl;
  const told: unknown = identityUrl
    ? JSON.parse((await app.call(identityUrl, keys)).text)
    : Object.fromEntries(new URLSearchParams(reply.text));
  const at = (path = '') => path.split('.').reduce((value, key) => (value as Record<string, unknown> | undefined)?.[key], told);
  expect(String(at(entry.identity?.subject))).toMatch(/^2291/);
  expect(String(at(entry.identity?.label))).toMatch(/alice/i);
  if (entry.apiHostFrom) expect(new URLSearchParams(reply.text).get(entry.apiHostFrom)).toBe(new URL(service.apiOrigin).host);
  if (entry.revokeUrl) expect(await app.call(entry.revokeUrl, keys, { method: 'POST' })).toMatchObject({ status: 200 });
  await service.close();
});
