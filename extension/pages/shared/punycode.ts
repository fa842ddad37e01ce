/** Reads internationalised host names: `xn--bcher-kva` as `bücher`. @see RFC 3492 */

const base = 36;
const tMin = 1;
const tMax = 26;

function adapted(delta: number, points: number, first: boolean): number {
  let rest = first ? Math.floor(delta / 700) : delta >> 1;
  rest += Math.floor(rest / points);
  let bias = 0;
  for (; rest > ((base - tMin) * tMax) >> 1; bias += base) rest = Math.floor(rest / (base - tMin));
  return bias + Math.floor(((base - tMin + 1) * rest) / (rest + 38));
}

function digit(code: number): number {
  if (code >= 48 && code <= 57) return code - 22;
  if (code >= 65 && code <= 90) return code - 65;
  if (code >= 97 && code <= 122) return code - 97;
  return base;
}

/** Decodes one label without its `xn--`; undefined when it is not well formed. */
export function decodeLabel(label: string): string | undefined {
  const cut = label.lastIndexOf('-');
  const points = Array.from(label.slice(0, Math.max(cut, 0)), (sign) => sign.charCodeAt(0));
  if (points.some((point) => point > 127)) return undefined;
  let [point, index, bias] = [128, 0, 72];
  for (let at = cut > 0 ? cut + 1 : 0; at < label.length;) {
    const before = index;
    for (let weight = 1, k = base; ; k += base) {
      if (at >= label.length) return undefined;
      const value = digit(label.charCodeAt(at++));
      if (value >= base) return undefined;
      index += value * weight;
      if (index > 0x7fffffff) return undefined;
      const threshold = k <= bias ? tMin : k >= bias + tMax ? tMax : k - bias;
      if (value < threshold) break;
      weight *= base - threshold;
    }
    const length = points.length + 1;
    bias = adapted(index - before, length, before === 0);
    point += Math.floor(index / length);
    index %= length;
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return undefined;
    points.splice(index++, 0, point);
  }
  return String.fromCodePoint(...points);
}

/** A host in its Unicode form; undefined when it has none or is not well formed. */
export function unicodeHost(host: string): string | undefined {
  if (!host.split('.').some((label) => label.startsWith('xn--'))) return undefined;
  const labels = host.split('.').map((label) => (label.startsWith('xn--') ? decodeLabel(label.slice(4)) : label));
  return labels.every((label) => label !== undefined) ? labels.join('.') : undefined;
}
