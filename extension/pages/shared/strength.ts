/**
 * How hard a passphrase is to guess, by zxcvbn-ts with the common and the English words. Its dictionaries are large: they are loaded when a
 * new passphrase is about to be typed.
 */
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

/** How long guessing would take whoever has the file and fast hardware. */
export type GuessTime = 'minutes' | 'hours' | 'days' | 'months' | 'years' | 'centuries';

export interface Strength {
  /** 0 and 1 are weak, 4 is strong: by the time, so that word and time agree (zxcvbn's own score is for online guessing too). */
  readonly score: 0 | 1 | 2 | 3 | 4;
  readonly time: GuessTime;
}

const hour = 3600;
const day = 24 * hour;
/** Up to how many seconds each holds. */
const grades: readonly (readonly [number, Strength])[] = [
  [hour, { score: 0, time: 'minutes' }],
  [2 * day, { score: 1, time: 'hours' }],
  [60 * day, { score: 1, time: 'days' }],
  [730 * day, { score: 2, time: 'months' }],
  [200 * 365 * day, { score: 3, time: 'years' }],
];

/** More than this many characters are judged by their beginning: the rest only makes it stronger, and judging takes time. */
const judged = 100;

let factory: Promise<ZxcvbnFactory> | undefined;

/** Loads what {@link strengthOf} needs. */
export function loadStrength(): Promise<ZxcvbnFactory> {
  factory ??= load();
  return factory;
}

async function load(): Promise<ZxcvbnFactory> {
  const [core, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  return new core.ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary, ours: ['countersign', 'passphrase'] },
    graphs: common.adjacencyGraphs,
  });
}

/** Argon2id lets fast hardware try about ten thousand in a second, which is zxcvbn's "offline, slow hashing". */
export async function strengthOf(passphrase: string): Promise<Strength> {
  const { crackTimes } = (await loadStrength()).check(passphrase.normalize('NFKC').slice(0, judged));
  const { seconds } = crackTimes.offlineSlowHashingXPerSecond;
  return grades.find(([most]) => seconds < most)?.[1] ?? { score: 4, time: 'centuries' };
}
