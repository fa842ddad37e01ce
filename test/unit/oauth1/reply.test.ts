import { expect, test } from 'vitest';
import { valueAt } from '../../../src/core/value-at';
import { factsOf, parseTokenReply, secretOf } from '../../../src/protocols/oauth1/reply';

test('facts hold no secret, under whatever name it comes', () => {
  const reply = parseTokenReply(
    200,
    'oauth_token=to%2Bken&oauth_token_secret=shh&oauth_session_handle=again&secret_key=x&copy=to%2Bken&note=shh&handy=again&domain=a.example&empty=&user.id=7',
  );
  expect(reply).toMatchObject({ token: 'to+ken', tokenSecret: 'shh' });
  expect(factsOf(reply, secretOf(reply), { subject: 'user.id', label: 'missing' }, 5)).toEqual({
    subject: '7',
    issuedAt: 5,
    renewable: true,
    extra: { domain: 'a.example', empty: '' },
  });
});

test('without an identity there is neither subject nor label', () => {
  const reply = parseTokenReply(200, 'oauth_token=a&oauth_token_secret=&user_id=1');
  expect(factsOf(reply, secretOf(reply), undefined, 0)).toEqual({ issuedAt: 0, renewable: false, extra: { user_id: '1' } });
});

test('values at paths', () => {
  const data = { a: { b: [{ c: 1 }] }, 'a.b': 'plain', n: null, o: {} };
  expect(valueAt(data, 'a.b')).toBe('plain');
  expect(valueAt(data, 'a.b.0.c')).toBe('1');
  for (const path of ['x', 'n.x', 'o', 'a.b.length.x', 'constructor.name', '__proto__'])
    expect(valueAt(data, path)).toBeUndefined();
  expect(valueAt('text', 'length')).toBeUndefined();
});
