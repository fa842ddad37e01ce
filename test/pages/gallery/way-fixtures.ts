/** Services with several ways to sign in, one with a key pair, and sign-ins that ask for values, for the gallery. */
import type { OAuth1Service } from '../../../src/core/oauth1-service';
import type { Overview, SignInView } from '../../../src/messaging/views';
import { empty, microblog, overview, present, signIn } from './fixtures';

/** With every way, and every difference that an entry can have. */
export const wayfulBlog: OAuth1Service = {
  ...microblog,
  ways: ['redirect', 'pin', 'credentials', 'app'],
  authenticateUrl: 'https://api.microblog.test/oauth/authenticate',
  requestTokenMethod: 'GET',
  accessTokenMethod: 'GET',
  revokeUrl: 'https://api.microblog.test/oauth/invalidate_token',
  renewUrl: 'https://renew.microblog.test/oauth/renew',
  signatureMethod: 'HMAC-SHA256',
  transport: 'body',
  realm: 'Practice, "quoted"',
  bodyHash: true,
  multipartText: true,
  requestTokenParameters: { x_auth_access_type: 'write' },
  authorizeParameters: { perms: 'delete', note: 'a=b & c' },
  anotherParameters: { force_login: 'true' },
  againParameters: { screen_name: '{label}', empty: '' },
  apiHostFrom: 'domain',
  identityUrl: 'https://api.microblog.test/1.1/account/verify',
  identity: { subject: 'id_str', label: 'screen_name' },
  pinDigits: 7,
  deadTokenCodes: ['89'],
  errorsIn200: true,
  docs: 'https://microblog.test/docs',
};

export const ledger: OAuth1Service = {
  ...microblog,
  id: 'practice-ledger',
  name: 'Practice Ledger',
  hue: 200,
  signatureMethod: 'RSA-SHA1',
  apiHosts: ['https://api.ledger.test'],
};

const services = (from: Overview): Overview => ({
  ...from,
  services: [
    ...from.services.map((view) => (view.service.id === microblog.id ? { ...view, service: wayfulBlog } : view)),
    { service: ledger, accounts: 0 },
  ],
});

export const wayful = services(overview);
export const wayfulEmpty = services(empty);

type Ask = Extract<NonNullable<SignInView['wait']>, { for: 'ask' }>;

function asking(stages: SignInView['stages'], wait: Ask): SignInView {
  return {
    ...signIn,
    serviceId: microblog.id,
    serviceName: microblog.name,
    hue: microblog.hue,
    stages,
    stage: 'enter',
    wait,
  };
}

/** @param length how long a PIN is; none: the service's PINs may be anything */
export function pinAsk(more: Partial<Ask> = {}, length: { readonly length?: number } = { length: 7 }): SignInView {
  return asking(['reach', 'ask', 'enter', 'trade', 'seal'], {
    for: 'ask',
    fields: [{ name: 'pin', kind: 'pin', ...length }],
    page: true,
    until: present + 9 * 60_000 + 20_000,
    ...more,
  });
}

export function credentialsAsk(more: Partial<Ask> = {}, kind: 'secret' | 'key' = 'secret'): SignInView {
  return asking(['reach', 'enter', 'identify', 'seal'], {
    for: 'ask',
    fields: [
      { name: 'consumerKey', kind: 'text' },
      { name: 'consumerSecret', kind },
      { name: 'token', kind: 'text' },
      { name: 'tokenSecret', kind: 'secret' },
      { name: 'accountName', kind: 'text', optional: true },
    ],
    ...more,
  });
}

export function withoutWait({ wait: _, ...view }: SignInView): SignInView {
  return view;
}

/** As the worker gives it: the private half belongs to nobody. */
export const publicKey =
  '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu2vr5FeGASwd9DNNCt5S\nweYuWVKj4IgajMA1sc6YrilWCxiWmLg/Yo+7cCrEJ9B0WevmC0D8M+h5arcUNPru\nbcLUxehUh2nQD6/2w1aRMiquzylTwCoq+RpCCxbcdFRbggvAEKAfLslwDsTCfn7N\nsVYCLlkRsQ0DWeqsQSumohelaop10YFLKxZ/1YaoRiZif7hxCWGdi2v3leuk7piT\nmBxNopcvqa89PV4D7RDp7ZdLgxP8aQ1CAVx/l+xplK0fFyhg8z7SuQp9NlhQvkyc\nGZsSipYIQp2BhRLfnR0JdI75yTwjZkywDmMVTaIgjPPmj5yBwMwZR75kbQud+P0F\nAwIDAQAB\n-----END PUBLIC KEY-----';
