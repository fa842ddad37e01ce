/** Base strings and signatures beside those of oauthlib, which nobody here wrote: Debian's python3-oauthlib, where it is installed. */
import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { explain } from '../../../src/protocols/oauth1/explanation';
import { sign } from '../../../src/protocols/oauth1/library';
import { FORM, methods, outgoing, privateKey, received, samples, type Sample } from './requests';

const SCRIPT = 'test/unit/oauth1/beside_oauthlib.py';
const REQUESTS = 1400;

/**
 * What oauthlib does in its own way. Requests are kept out of it by `withinLimits`, which changes them; none is dropped.
 * - It refuses a query or form with a character that it takes for not encoded: `[ ] | ^ { } \ " < >`, a grave accent, a space, or any
 *   that is no ASCII. It says so, though browsers send some of these in queries.
 * - It loses an empty `;` at the end of a path.
 * - It decodes `oauth_` parameters in query and form twice.
 * - It knows nothing of multipart text.
 */
function withinLimits(sample: Sample): Sample {
  const { url, body, options, credentials } = sample;
  const [, before = '', path = '', query = '', fragment = ''] =
    /^([a-z]+:\/\/[^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/is.exec(url) ?? [];
  const once = (value: string): string => (options.transport === 'header' ? value : value.replaceAll('%', '_'));
  const further = Object.fromEntries(Object.entries(options.further ?? {}).map(([name, value]) => [name, once(value)]));
  const made = body?.();
  return {
    ...sample,
    url: `${before}${path.replaceAll(';', '_')}${refusable(query)}${fragment}`,
    body:
      typeof made === 'string' && sample.contentType !== 'application/json'
        ? () => refusable(made)
        : made instanceof Blob && made.type === FORM
          ? undefined
          : body,
    options: { ...options, nonce: once(options.nonce ?? ''), further, multipartText: false },
    credentials: {
      ...credentials,
      consumerKey: once(credentials.consumerKey),
      ...(credentials.token !== undefined && { token: once(credentials.token) }),
    },
  };
}

function refusable(text: string): string {
  return text.replace(/[[\]|^`{}\\"<> ]|[^\0-\x7f]/gu, (char) => encodeURIComponent(char));
}

/** The first Python that has oauthlib. */
function pythonWithOAuthlib(): string | undefined {
  return ['/usr/bin/python3', 'python3'].find((python) => spawnSync(python, ['-c', 'import oauthlib']).status === 0);
}

test(`oauthlib makes the same base string and signature of ${REQUESTS} requests`, async (context) => {
  const python = pythonWithOAuthlib();
  context.skip(python === undefined, 'No python3 here can import oauthlib (Debian: python3-oauthlib).');
  if (python === undefined) return;

  const seed = Number(process.env['SEED'] ?? 5849);
  const ours: { readonly sample: Sample; readonly base: string | undefined; readonly signature: string | undefined }[] = [];
  const lines: string[] = [];
  let changed = 0;
  for (const given of fc.sample(samples(), { seed, numRuns: REQUESTS })) {
    const sample = withinLimits(given);
    if (sample.url !== given.url || sample.body !== given.body || JSON.stringify(sample) !== JSON.stringify(given)) changed += 1;
    const signed = await sign(outgoing(sample), sample.credentials, sample.options);
    const explained = await explain(signed, { consumerSecret: true, tokenSecret: true });
    const raw = await received(signed);
    const { consumerSecret = '', tokenSecret = '' } = sample.credentials;
    const { signatureMethod } = sample.options;
    const plain = [consumerSecret, tokenSecret]
      .map((secret) => encodeURIComponent(secret).replace(/[!'()*]/g, escaped))
      .join('&');
    ours.push({ sample, base: explained?.baseString, signature: signatureMethod === 'PLAINTEXT' ? plain : explained?.signature });
    lines.push(
      JSON.stringify({
        method: raw.method,
        url: `${raw.scheme}://${raw.host}${raw.target}`,
        form: raw.contentType?.toLowerCase().startsWith(FORM) ? raw.body.toString() : null,
        authorization: raw.authorization ?? '',
        signatureMethod,
        consumerSecret,
        tokenSecret,
        privateKey,
      }),
    );
  }

  const { stdout, stderr } = spawnSync(python, [SCRIPT], { input: lines.join('\n'), encoding: 'utf8', maxBuffer: 2 ** 26 });
  const [head = '{}', ...answers] = stdout.trim().split('\n');
  expect(answers, stderr).toHaveLength(REQUESTS);
  const { rsa } = JSON.parse(head) as { rsa: boolean };
  const counts = new Map<string, number>();
  ours.forEach(({ sample, base, signature }, at) => {
    const { signatureMethod, transport = 'header' } = sample.options;
    if (!rsa && signatureMethod.startsWith('RSA-')) return;
    const theirs: unknown = JSON.parse(answers[at] ?? '');
    expect({ line: lines[at], ...(theirs as object) }).toEqual({ line: lines[at], base, signature });
    for (const each of [signatureMethod, transport]) counts.set(each, (counts.get(each) ?? 0) + 1);
  });
  const told = [...counts].toSorted().map((each) => each.join(' '));
  if (!rsa) told.push('RSA not compared: python3-jwt or python3-cryptography is not installed');
  console.log(
    `oauthlib agrees on: ${told.join(', ')}; ${changed} of ${REQUESTS} requests were changed to keep within its limits; seed ${seed}`,
  );
  const compared = [...methods.filter((method) => rsa || !method.startsWith('RSA-')), 'header', 'query', 'body'];
  expect([...counts.keys()].toSorted()).toEqual(compared.toSorted());
});

function escaped(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}
