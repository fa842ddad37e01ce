/** Compares two OAuth 1.0a base strings: where they first differ, in which part and parameter, and what usually causes it. */

export type BaseStringPart = 'method' | 'address' | 'parameters';

export type DifferenceCause =
  /** The other text is no base string: it has no three parts. */
  | 'form'
  | 'method'
  | 'scheme'
  | 'host'
  | 'port'
  | 'path'
  /** Theirs is encoded once more, or once less, than ours. */
  | 'double'
  | 'single'
  /** A space became `+`, or a plus sign a space. */
  | 'plus'
  /** `%2f` in place of `%2F`. */
  | 'hex'
  | 'order'
  /** They lack a parameter of ours, or have one more. */
  | 'missing'
  | 'extra'
  | 'value';

export interface BaseStringDifference {
  /** The first character that differs, from 0; the same place in both. */
  readonly at: number;
  /** What to mark: from the beginning of the first escape or character that differs, the same place in both, */
  readonly from: number;
  /** to where the same begins again, in each of the two. */
  readonly oursEnd: number;
  readonly theirsEnd: number;
  readonly part: BaseStringPart;
  readonly cause: DifferenceCause;
  /** The parameter in which they first differ, decoded; a value is absent on the side that lacks it. */
  readonly parameter?: { readonly name: string; readonly ours?: string; readonly theirs?: string };
}

const parts: readonly BaseStringPart[] = ['method', 'address', 'parameters'];

/** A base string as it was copied from an answer or a log: HTML entities, quotes, line breaks and surrounding space undone. */
export function pastedBaseString(pasted: string): string {
  let text = pasted;
  // A base string holds no semicolon, so whatever looks like an entity is one; some services escape twice.
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replace(/&(?:amp|#0*38|#x0*26);/giu, '&').replace(/&(?:quot|apos|lt|gt|#0*3[49]|#x0*2[27]);/giu, '"');
  }
  return text
    .replace(/\s*[\r\n]\s*/gu, '')
    .trim()
    .replace(/^["'“”‘’`\s]+|["'“”‘’`\s]+$/gu, '');
}

/** @returns undefined when they are the same */
export function baseStringDifference(ours: string, theirs: string): BaseStringDifference | undefined {
  if (ours === theirs) return undefined;
  const at = commonStart(ours, theirs);
  const from = at - (/%(?:25)*[0-9a-f]?$/iu.exec(ours.slice(0, at))?.[0].length ?? 0);
  const end = commonEnd(ours.slice(at), theirs.slice(at));
  const part = parts[Math.min(ours.slice(0, at).split('&').length - 1, 2)] ?? 'parameters';
  const marked = {
    from,
    oursEnd: escapeEnd(ours, from, ours.length - end),
    theirsEnd: escapeEnd(theirs, from, theirs.length - end),
  };
  return { at, ...marked, part, ...causeOf(ours, theirs, part) };
}

type Cause = Pick<BaseStringDifference, 'cause' | 'parameter'>;

function causeOf(ours: string, theirs: string, part: BaseStringPart): Cause {
  if (decoded(theirs) === ours) return { cause: 'double' };
  if (decoded(ours) === theirs) return { cause: 'single' };
  if (upperHex(ours) === upperHex(theirs)) return { cause: 'hex' };
  const [, ourAddress = '', ourParameters = ''] = ours.split('&');
  const [, theirAddress, theirParameters, ...more] = theirs.split('&');
  if (theirAddress === undefined || theirParameters === undefined || more.length > 0) return { cause: 'form' };
  if (part === 'method') return { cause: 'method' };
  if (part === 'address') return { cause: addressCause(decoded(ourAddress), decoded(theirAddress)) };
  return parametersCause(pairsOf(ourParameters), pairsOf(theirParameters));
}

function addressCause(ours: string, theirs: string): DifferenceCause {
  if (encodedMore(ours, theirs)) return 'double';
  if (encodedMore(theirs, ours)) return 'single';
  if (!URL.canParse(ours) || !URL.canParse(theirs)) return 'path';
  const [one, other] = [new URL(ours), new URL(theirs)];
  if (one.protocol !== other.protocol) return 'scheme';
  if (one.hostname !== other.hostname) return 'host';
  // A default port that is written out is gone once it is parsed.
  return one.port !== other.port || one.pathname === other.pathname ? 'port' : 'path';
}

/** Name and value, encoded once. */
type Pair = readonly [name: string, value: string];

function pairsOf(part: string): Pair[] {
  return decoded(part)
    .split('&')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [name, value.join('=')] as const;
    });
}

function parametersCause(ours: readonly Pair[], theirs: readonly Pair[]): Cause {
  const sorted = (pairs: readonly Pair[]): string =>
    pairs
      .map((pair) => pair.join('='))
      .toSorted()
      .join('&');
  if (sorted(ours) === sorted(theirs)) return { cause: 'order' };
  const first = ours.findIndex((pair, index) => pair.join('=') !== theirs[index]?.join('='));
  const index = first === -1 ? ours.length : first;
  const [one, other] = [ours[index], theirs[index]];
  if (one && other && one[0] === other[0] && named(ours, one) === named(theirs, one))
    return { cause: valueCause(one[1], other[1]), ...about(one, other) };
  if (one && named(ours, one) > named(theirs, one)) return { cause: 'missing', ...about(one, undefined) };
  if (other && named(theirs, other) > named(ours, other)) return { cause: 'extra', ...about(undefined, other) };
  if (one && other && one[0] === other[0]) return { cause: valueCause(one[1], other[1]), ...about(one, other) };
  return { cause: 'order' };
}

const named = (pairs: readonly Pair[], [name]: Pair): number => pairs.filter(([each]) => each === name).length;

function about(ours: Pair | undefined, theirs: Pair | undefined): Pick<BaseStringDifference, 'parameter'> {
  const name = decoded((ours ?? theirs)?.[0] ?? '');
  return { parameter: { name, ...(ours && { ours: decoded(ours[1]) }), ...(theirs && { theirs: decoded(theirs[1]) }) } };
}

function valueCause(ours: string, theirs: string): DifferenceCause {
  const spaced = (text: string): string => text.replace(/\+|%2B/giu, '%20');
  if (upperHex(ours) === upperHex(theirs)) return 'hex';
  if (encodedMore(ours, theirs)) return 'double';
  if (encodedMore(theirs, ours)) return 'single';
  return spaced(ours) === spaced(theirs) ? 'plus' : 'value';
}

/** Whether the second text is the first one, encoded once more. */
const encodedMore = (text: string, more: string): boolean => more !== text && upperHex(decoded(more)) === upperHex(text);

/** Hexadecimal digits in capitals, also those of what is encoded twice or more. */
const upperHex = (text: string): string => text.replace(/%(?:25)*[0-9a-f]{2}/giu, (triple) => triple.toUpperCase());

function commonStart(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

function commonEnd(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let count = 0;
  while (count < most && one.at(-1 - count) === other.at(-1 - count)) count += 1;
  return count;
}

/** The end of what is marked, moved behind the escape that begins it: `%252C` is marked whole. */
function escapeEnd(text: string, from: number, end: number): number {
  if (end === from) return end;
  const escape = /^%(?:25)*[0-9a-f]{2}/iu.exec(text.slice(from))?.[0].length ?? 0;
  return Math.max(end, from + escape);
}

/** Percent-decoded; as it is where it cannot be. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
