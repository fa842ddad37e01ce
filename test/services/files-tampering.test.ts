/** Tries that Practice Files lies exactly as it is told, and only while it is told. */
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { startFiles, type FilesService } from './files';
import { FilesApp } from './files-testing';
import { honest, type IdTokenFault, type TokenReplyFault } from './files-tampering';
import { send, type Reply } from './testing-client';

let service: FilesService;
let app: FilesApp;
beforeAll(async () => {
  service = await startFiles();
  app = new FilesApp(service);
});
afterEach(() => Object.assign(service, honest()));
afterAll(() => service.close());

const redeem = async (): Promise<Reply> => {
  const { back, verifier } = await app.authorize();
  return app.redeem(back.get('code') ?? '', verifier);
};
const part = (jwt: string, index: number) =>
  JSON.parse(Buffer.from(jwt.split('.')[index] ?? '', 'base64url').toString()) as Record<string, unknown>;

it('puts one thing wrong in the ID token, and signs it by its own key', async () => {
  const jwks = JSON.parse((await send(`${service.origin}/jwks`)).text) as { keys: JsonWebKey[] };
  const key = createPublicKey({ key: jwks.keys[0] ?? {}, format: 'jwk' });
  const wrong: Record<IdTokenFault, (claims: Record<string, unknown>) => boolean> = {
    aud: ({ aud }) => aud === 'another-client',
    nonce: ({ nonce }) => nonce === 'another-nonce',
    iss: ({ iss }) => iss === 'https://another-issuer.example',
    'sub-missing': ({ sub }) => sub === undefined,
    expired: ({ exp }) => Number(exp) * 1000 < Date.now(),
    'auth-time-old': ({ auth_time: at }) => Number(at) * 1000 < Date.now() - 3_600_000,
    'auth-time-missing': ({ auth_time: at }) => at === undefined,
    signature: ({ aud }) => aud === app.clientId,
    'alg-none': ({ aud }) => aud === app.clientId,
  };
  for (const [fault, isWrong] of Object.entries(wrong)) {
    service.wrongIdToken = fault as IdTokenFault;
    const idToken = (JSON.parse((await redeem()).text) as { id_token: string }).id_token;
    expect(isWrong(part(idToken, 1)), fault).toBe(true);
    const [head, body, signature = ''] = idToken.split('.');
    const signed = verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'));
    expect(signed, fault).toBe(fault !== 'signature' && fault !== 'alg-none');
    expect(service.issued).toContainEqual({ kind: 'id_token', value: idToken });
  }
});

it('puts one thing wrong in the token reply', async () => {
  const wrong: Record<TokenReplyFault, unknown> = {
    'crlf-token': { access_token: expect.stringContaining('\r\n') as string },
    'type-number': { token_type: 7 },
    'type-unknown': { token_type: 'mac' },
    'expires-text': { expires_in: 'soon' },
    'expires-negative': { expires_in: -60 },
    'token-missing': expect.not.objectContaining({ access_token: expect.anything() as unknown }),
    array: [{ token_type: 'Bearer' }],
  };
  for (const [fault, shape] of Object.entries(wrong)) {
    service.wrongTokenReply = fault as TokenReplyFault;
    const reply: unknown = JSON.parse((await redeem()).text);
    if (fault === 'token-missing') expect(reply).toEqual(shape);
    else expect(reply).toMatchObject(shape as object);
  }
});

it('redirects the token endpoint, claims another issuer, and mixes up redirects', async () => {
  service.tokenRedirect = { status: 307, to: 'http://localhost:9/token' };
  const away = await redeem();
  expect([away.status, away.headers['location']]).toEqual([307, 'http://localhost:9/token']);
  service.wrongDiscoveryIssuer = 'https://another-issuer.example';
  for (const name of ['openid-configuration', 'oauth-authorization-server']) {
    const document = JSON.parse((await send(`${service.origin}/.well-known/${name}`)).text) as { issuer: string };
    expect(document.issuer).toBe('https://another-issuer.example');
  }
  service.twoCodes = true;
  expect((await app.authorize()).back.getAll('code')).toHaveLength(2);
  Object.assign(service, honest(), { foreignCode: 'code-of-another-service' });
  expect((await app.authorize()).back.get('code')).toBe('code-of-another-service');
});
