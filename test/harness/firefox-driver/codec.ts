/** Carries values between a test and a page: JSON, and the few values that JSON loses. Each function also runs inside pages, by its own text. */

export type Coded = string | number | boolean | null | Coded[] | { readonly [name: string]: Coded };

/** What JSON has no word for is told as `{ $: kind, value }`. */
export function encode(value: unknown): Coded {
  const seen = new Set<object>();
  const walk = (one: unknown): Coded => {
    if (one === undefined || typeof one === 'function' || typeof one === 'symbol') return { $: 'undefined' };
    if (typeof one === 'bigint') return { $: 'bigint', value: String(one) };
    if (typeof one === 'number' && !Number.isFinite(one)) return { $: 'number', value: String(one) };
    if (one === null || typeof one !== 'object') return one as string | number | boolean | null;
    if (seen.has(one)) return { $: 'undefined' };
    seen.add(one);
    const kind = Object.prototype.toString.call(one);
    if (kind === '[object Date]') return { $: 'date', value: (one as Date).getTime() };
    if (kind === '[object Uint8Array]') return { $: 'bytes', value: Array.from(one as Uint8Array) };
    if (kind === '[object Error]') return { $: 'error', value: (one as Error).message };
    const coded = Array.isArray(one)
      ? Array.from(one, walk)
      : Object.fromEntries(Object.entries(one).map(([name, inner]) => [name, walk(inner)]));
    seen.delete(one);
    return coded;
  };
  return walk(value);
}

export function decode(coded: Coded): unknown {
  if (Array.isArray(coded)) return Array.from(coded, decode);
  if (coded === null || typeof coded !== 'object') return coded;
  const { $: kind, value } = coded;
  if (kind === 'undefined') return undefined;
  if (kind === 'bigint') return BigInt(value as string);
  if (kind === 'number') return Number(value);
  if (kind === 'date') return new Date(Number(value));
  if (kind === 'bytes') return Uint8Array.from(value as number[]);
  if (kind === 'error') return new Error(value as string);
  return Object.fromEntries(Object.entries(coded).map(([name, inner]) => [name, decode(inner)]));
}
