/** What a service says when it refuses a request token, and what becomes of it. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CountersignError } from '../../../src/core/errors';
import { oauth1 } from '../../../src/protocols/oauth1/protocol';
import { app, MiniService, type Said } from './mini-service';

const mini = new MiniService();
beforeAll(() => mini.start());
beforeEach(() => mini.reset());
afterAll(() => mini.stop());

async function refusal(said: Said): Promise<CountersignError> {
  mini.planned.push(said);
  return oauth1.begin(mini.context()).then(
    () => expect.unreachable(),
    (error: CountersignError) => error,
  );
}

const x = (code: number, message: string) => JSON.stringify({ errors: [{ code, message }] });
const challenge = (text: string) => ({ 'www-authenticate': `OAuth realm="Mini", ${text}` });

test.each<[string, Said, string, string | undefined, string | undefined]>([
  [
    'X, wrong key',
    { status: 401, body: x(32, 'Could not authenticate you.') },
    'app_refused',
    '32',
    'Could not authenticate you.',
  ],
  [
    'X, foreign callback',
    { status: 403, body: x(415, 'Callback URL not approved') },
    'redirect_mismatch',
    '415',
    'Callback URL not approved',
  ],
  ['X, native app', { status: 401, body: x(417, 'Desktop apps: oob only') }, 'pin_only', '417', 'Desktop apps: oob only'],
  [
    'old Twitter, XML',
    {
      status: 401,
      body: '<?xml version="1.0"?>\n<hash>\n<error>Desktop apps &amp; the oauth_callback value &apos;oob&apos;</error>\n<request>/oauth/request_token</request></hash>',
    },
    'redirect_mismatch',
    undefined,
    "Desktop apps & the oauth_callback value 'oob'",
  ],
  [
    'X, XML with a code',
    { status: 400, body: '<errors><error code="215">Bad Authentication data.</error></errors>' },
    'app_refused',
    '215',
    'Bad Authentication data.',
  ],
  ['form', { status: 401, body: 'oauth_problem=consumer_key_unknown' }, 'app_refused', 'consumer_key_unknown', undefined],
  [
    'form with advice',
    { status: 400, body: 'oauth_problem=signature_invalid&debug_sbs=POST&oauth_problem_advice=Try%20again' },
    'app_refused',
    'signature_invalid',
    'Try again',
  ],
  ['form with status 200', { body: 'oauth_problem=consumer_key_rejected' }, 'app_refused', 'consumer_key_rejected', undefined],
  [
    'rejected parameter',
    { status: 400, body: 'oauth_problem=parameter_rejected&oauth_parameters_rejected=oauth_callback' },
    'redirect_mismatch',
    'parameter_rejected',
    'oauth_callback',
  ],
  [
    'another parameter',
    { status: 400, body: 'oauth_problem=parameter_absent&oauth_parameters_absent=x' },
    'service_refused',
    'parameter_absent',
    'x',
  ],
  [
    'header',
    { status: 401, headers: challenge('oauth_problem="signature_invalid", oauth_problem_advice="so%20sad"'), body: '<html>' },
    'app_refused',
    'signature_invalid',
    'so sad',
  ],
  [
    'header without quotes',
    { status: 401, headers: challenge('oauth_problem=consumer_key_refused') },
    'app_refused',
    'consumer_key_refused',
    undefined,
  ],
  [
    'header of another scheme',
    { status: 403, headers: { 'www-authenticate': 'Basic realm="oauth_problem=token_used"' } },
    'service_refused',
    undefined,
    undefined,
  ],
  [
    'WordPress',
    { status: 401, body: '{"code":"json_oauth1_consumer_mismatch","message":"Consumer is wrong"}' },
    'service_refused',
    'json_oauth1_consumer_mismatch',
    'Consumer is wrong',
  ],
  [
    'like OAuth 2',
    { status: 400, body: '{"error":"invalid_request","error_description":"Something"}' },
    'service_refused',
    'invalid_request',
    'Something',
  ],
  [
    'an error that is a sentence',
    { status: 400, body: '{"error":"Nothing works"}' },
    'service_refused',
    undefined,
    'Nothing works',
  ],
  [
    'problem+json',
    { status: 403, body: '{"title":"Forbidden","detail":"Not you","status":403}' },
    'service_refused',
    undefined,
    'Not you',
  ],
  [
    'plain text',
    { status: 401, body: ' Failed to validate\nsignature ' },
    'app_refused',
    undefined,
    'Failed to validate signature',
  ],
  ['HTML', { status: 404, body: '<!doctype html><title>Nothing here</title>' }, 'service_refused', undefined, undefined],
  ['broken JSON', { status: 400, body: '{"errors":[' }, 'service_refused', undefined, undefined],
  ['a fault with words', { status: 503, body: x(130, 'Over capacity') }, 'service_error', '130', 'Over capacity'],
])('%s', async (_, said, code, serviceCode, serviceText) => {
  const { problem } = await refusal(said);
  expect(problem).toMatchObject({ code, status: said.status ?? 200 });
  expect([problem.serviceCode, problem.serviceText]).toEqual([serviceCode, serviceText]);
});

test('what we sent does not come back in the service’s words, however it is quoted', async () => {
  const signature = 'tnnArxj06cWHq44gCs1OSKk/jLY=';
  const text = `key ${app.clientId} secret ${app.clientSecret} base &oauth_consumer_key%3D${app.clientId}%26 expected [${signature}] at https://x.example/a?token=1&b=2 ok`;
  const { problem } = await refusal({ status: 400, body: JSON.stringify({ error: app.clientSecret, message: text }) });
  expect(problem.serviceText).toBe('key … secret … base &oauth_consumer_key%3D…%26 expected […] at https://x.example/a ok');
  expect(JSON.stringify(problem)).not.toContain(app.clientSecret);
});

test('a secret quoted in its encoded form is removed too', async () => {
  const odd = { ...app, clientSecret: 'se/cr&et' };
  mini.planned.push({ status: 400, body: 'a se/cr&et b se%2Fcr%26et c se%252Fcr%2526et d' });
  await expect(oauth1.begin(mini.context({ app: odd }))).rejects.toMatchObject({ problem: { serviceText: 'a … b … c … d' } });
});

test('long words are cut at 200 characters, and at most 8 KB are read of an endless answer', async () => {
  const { problem } = await refusal({ status: 400, body: `${'é'.repeat(300)}${'x'.repeat(1 << 20)}` });
  expect(problem.serviceText).toBe('é'.repeat(200));
});
