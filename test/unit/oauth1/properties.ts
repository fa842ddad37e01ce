/** What holds for every request that the signer signs, shown with random ones against the practice service's own verification. */
import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { Outgoing } from '../../../src/core/protocol';
import { explain } from '../../../src/protocols/oauth1/explanation';
import { sign, signRequest } from '../../../src/protocols/oauth1/library';
import { collectParameters, signatureBaseString, type RawRequest } from '../../services/oauth1-parameters';
import { OAuth1Verifier } from '../../services/oauth1-verify';
import { coverage } from './coverage';
import { methods, NOW, outgoing, publicKey, received, samples, type Sample } from './requests';

/** The same requests in every run, unless `SEED` says otherwise; fast-check tells the seed of a failure. */
const seed = Number(process.env['SEED'] ?? 5849);
/** All random numbers of a run depend on it. */
const settings = (numRuns: number): fc.Parameters<[Sample]> => ({ seed, numRuns });

function accepted(
  request: RawRequest,
  { credentials, options }: Sample,
  secrets: { consumer?: string; token?: string } = {},
): boolean {
  const rsa = options.signatureMethod.startsWith('RSA-');
  const { consumerSecret = '', tokenSecret = '' } = credentials;
  const verifier = new OAuth1Verifier({
    methods,
    now: () => NOW,
    multipartText: options.multipartText === true,
    secrets: () => ({
      consumerSecret: consumerSecret + (secrets.consumer ?? ''),
      tokenSecret: tokenSecret + (secrets.token ?? ''),
      ...(rsa && { publicKey }),
    }),
  });
  return verifier.verify(request).ok;
}

const properties: Readonly<Record<string, (sample: Sample) => Promise<void>>> = {
  'is accepted, and explained by the base string that the service makes': async (sample) => {
    const signed = await sign(outgoing(sample), sample.credentials, sample.options);
    await holds(signed, sample);
  },
  'is accepted when it was signed as a standard Request': async (sample) => {
    const { body, ...given } = outgoing(sample);
    // TRACE and the like aside, a Request takes any method.
    const request = new Request(given.url, { method: given.method, headers: given.headers, body: body ?? null });
    const signed = await signRequest(request, sample.credentials, sample.options);
    const blob = signed.body === null ? undefined : await signed.blob();
    await holds(
      { method: signed.method, url: new URL(signed.url), headers: signed.headers, ...(blob && { body: blob }) },
      sample,
    );
  },
  'is refused or accepted after a change just as the table of what is signed says': async (sample) => {
    const signed = await received(await sign(outgoing(sample), sample.credentials, sample.options));
    const plain = sample.options.signatureMethod === 'PLAINTEXT';
    for (const row of coverage) {
      const changed = row.change(signed, sample);
      if (changed === undefined) continue;
      seen.set(row.what, (seen.get(row.what) ?? 0) + 1);
      expect([row.what, accepted(changed, sample)]).toEqual([row.what, !(plain ? row.plain : row.hashed)]);
    }
  },
  'is refused with another secret': async (sample) => {
    if (sample.options.signatureMethod.startsWith('RSA-')) return;
    const signed = await received(await sign(outgoing(sample), sample.credentials, sample.options));
    expect(accepted(signed, sample, { consumer: 'x' })).toBe(false);
    expect(accepted(signed, sample, { token: 'x' })).toBe(false);
  },
};

/** The dear ones are shown with fewer requests. */
const share: Readonly<Record<string, number>> = {
  'is accepted when it was signed as a standard Request': 0.25,
  'is refused or accepted after a change just as the table of what is signed says': 0.6,
};

/** How often each row of the table could be tried. */
const seen = new Map<string, number>();

async function holds(signed: Outgoing, sample: Sample): Promise<void> {
  const raw = await received(signed);
  expect(accepted(raw, sample)).toBe(true);
  const { multipartText = false } = sample.options;
  const explained = await explain(signed, { consumerSecret: true, tokenSecret: true }, { multipartText });
  expect(explained?.baseString).toBe(signatureBaseString(raw, collectParameters(raw, { multipartText })));
}

/** The properties as tests. @param runs how many requests each is shown with */
export function propertyTests(runs: number): [name: string, run: () => Promise<void>][] {
  const each = Object.entries(properties).map(([name, holdsFor]): [string, () => Promise<void>] => [
    name,
    () => fc.assert(fc.asyncProperty(samples(), holdsFor), settings(Math.ceil(runs * (share[name] ?? 1)))),
  ]);
  return [
    ...each,
    [
      'every row of the table was tried',
      async () => expect([...seen.keys()].toSorted()).toEqual(coverage.map(({ what }) => what).toSorted()),
    ],
  ];
}
