/** Ways to sign in: which hosts each needs, what is typed or pasted, and where the service's page stands. */
import { describe, expect, test, vi } from 'vitest';
import { cleanPin, isWholePin } from '../../extension/pages/connect/pin-text';
import { credentialsIn } from '../../extension/pages/connect/paste-credentials';
import { signInHosts } from '../../src/core/endpoints';
import { neededOrigins, wayOf, wayTaken } from '../../extension/pages/shared/lookups';
import { pem } from '../../src/crypto/pem';
import { looksLikePrivateKey } from '../../extension/pages/shared/pem';
import { placeBeside } from '../../src/platform/beside-window';
import { microblog, photos, redirectUrl } from './gallery/fixtures';
import { wayfulBlog } from './gallery/way-fixtures';

vi.mock('webextension-polyfill', () => import('./gallery/browser-stub'));

const back = new URL(redirectUrl).origin;

describe('hosts', () => {
  const service = {
    ...wayfulBlog,
    identityUrl: 'https://who.microblog.test/me',
    authenticateUrl: 'https://fast.microblog.test/a',
  };
  const [api, renew, who, fast] = ['api', 'renew', 'who', 'fast'].map((host) => `https://${host}.microblog.test`);

  test.each([
    ['redirect', [api, fast, renew, who, back]],
    ['pin', [api, fast, renew, who]],
    ['credentials', [api, renew, who]],
    ['app', [api]],
  ] as const)('%s', (way, hosts) => {
    expect(neededOrigins(service, redirectUrl, way).toSorted()).toEqual(hosts.toSorted());
  });

  test('an identity path lies on the API host: it names no further one', () => {
    expect(signInHosts({ ...microblog, identityUrl: '/me' }, 'redirect')).toEqual(['https://api.microblog.test']);
  });

  test('OAuth 2.0 comes back by redirect', () => {
    expect(neededOrigins(photos, redirectUrl, undefined)).toContain(back);
  });

  test('an answer that goes elsewhere needs that host as well: the app’s, else the entry’s', () => {
    const far = { ...photos, redirectUrl: 'http://127.0.0.1:8080/callback' };
    const near = neededOrigins(photos, redirectUrl, undefined);
    expect(neededOrigins(far, redirectUrl, undefined)).toEqual([...near, 'http://127.0.0.1:8080']);
    expect(neededOrigins(far, redirectUrl, undefined, 'https://site.test/cb')).toEqual([...near, 'https://site.test']);
    expect(neededOrigins({ ...service, redirectUrl: 'https://site.test/cb' }, redirectUrl, 'pin')).not.toContain(
      'https://site.test',
    );
  });
});

describe('the way', () => {
  test('is the one asked for, or the first', () => {
    expect(wayOf(wayfulBlog, 'credentials')).toBe('credentials');
    expect(wayOf(wayfulBlog, undefined)).toBe('redirect');
    expect(wayOf(microblog, 'pin')).toBe('redirect');
    expect(wayOf({ ...wayfulBlog, ways: ['app'] }, 'constructor')).toBe('app');
  });

  test('is told where there are several', () => {
    expect(wayTaken(wayfulBlog, 'pin')).toBe('pin');
    expect(wayTaken(microblog, 'redirect')).toBeUndefined();
  });
});

describe('a PIN', () => {
  test.each([
    ['203 71-42', 7, '2037142'],
    [' 203\u20131742\u200b\n', 7, '2031742'],
    ['PIN: 12', 2, '12'],
    ['٤٢', 2, '42'],
    ['k7Q-2xz ', undefined, 'k7Q2xz'],
  ])('%j', (typed, digits, clean) => expect(cleanPin(typed, digits)).toBe(clean));

  test('is whole when all its digits are there, and no more', () => {
    expect([6, 7, 8].map((count) => isWholePin('1'.repeat(count), 7))).toEqual([false, true, false]);
    expect(['', 'a'].map((pin) => isWholePin(pin, undefined))).toEqual([false, true]);
  });
});

describe('credentials pasted whole', () => {
  const all = { consumerKey: 'ck', consumerSecret: 'cs==', token: '12-t:x', tokenSecret: 'ts' };

  test.each([
    ['name = value', 'consumer_key = ck\nconsumer_secret = cs==\naccess_token = 12-t:x\naccess_token_secret = ts'],
    ['settings', 'export APP_API_KEY="ck"\r\nAPP_API_KEY_SECRET="cs=="\nAPP_ACCESS_TOKEN="12-t:x"\nAPP_ACCESS_TOKEN_SECRET="ts"'],
    ['code', "consumerKey: 'ck',\n  consumerSecret: 'cs==',\n  accessToken: '12-t:x',\n  accessTokenSecret: 'ts',"],
    ['a page', 'API Key\nck\nAPI Secret Key\ncs==\n\nAccess Token\n12-t:x\nAccess Token Secret\nts'],
    ['a table', 'Consumer key\tck\nConsumer secret\tcs==\nToken\t12-t:x\nToken secret\tts'],
    ['JSON', '{"oauth": {"consumer": {"key": "ck", "secret": "cs=="}, "token": {"value": "12-t:x", "secret": "ts"}}}'],
    ['a query', 'oauth_consumer_key=ck&oauth_consumer_secret=cs%3D%3D&oauth_token=12-t%3Ax&oauth_token_secret=ts'],
  ])('%s', (_, text) => expect(credentialsIn(text)).toEqual(all));

  test('a private key is the app’s secret, whole', () => {
    const key = '-----BEGIN RSA PRIVATE KEY-----\nMIIE\nowIB\n-----END RSA PRIVATE KEY-----';
    expect(credentialsIn(`consumer key: ck\nprivate key:\n${key}\ntoken: t`)).toEqual({
      consumerKey: 'ck',
      consumerSecret: key,
      token: 't',
    });
  });

  test('a single value is what it is', () => {
    expect(credentialsIn('b1946ac92492d2347c6235b4d2611184')).toEqual({});
    expect(credentialsIn('token=abc')).toEqual({});
    expect(credentialsIn('{"token": "abc"')).toEqual({});
  });
});

describe('private keys', () => {
  test('PEM has lines of 64', () => {
    expect(
      pem('X', new Uint8Array(60))
        .split('\n')
        .map((line) => line.length),
    ).toEqual([17, 64, 16, 15]);
  });

  test.each([
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n', true],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----', false],
    ['-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----', false],
    ['{"kty":"RSA","n":"x","e":"AQAB","d":"y"}', true],
    ['{"kty":"RSA","n":"x","e":"AQAB"}', false],
    ['{"kty":"RSA"', false],
    ['secret', false],
  ])('%j: %s', (text, is) => expect(looksLikePrivateKey(text)).toBe(is));
});

describe('the service’s page stands beside ours', () => {
  const screen = { left: 0, top: 25, width: 1920, height: 1000 };
  const own = { left: 100, top: 60, width: 480, height: 760 };

  test('where there is more room', () => {
    expect(placeBeside(own, screen)).toEqual({ left: 588, top: 60, width: 960, height: 760 });
    expect(placeBeside({ ...own, left: 1400 }, screen)).toEqual({ left: 432, top: 60, width: 960, height: 760 });
  });

  test('inside the screen, however small, and on a second one', () => {
    expect(placeBeside(own, { ...screen, width: 800 })).toEqual({ left: 320, top: 60, width: 480, height: 760 });
    expect(placeBeside({ ...own, left: 2000 }, { ...screen, left: 1920 })).toMatchObject({ left: 2488, width: 960 });
  });
});
