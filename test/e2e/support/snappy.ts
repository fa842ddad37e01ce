/** Unpacks Snappy: both browsers' databases pack their values with it, and a byte search would not see what lies inside. */

/**
 * @param from where the packed bytes start; what follows them is left alone
 * @returns undefined where these are no packed bytes
 * @see https://github.com/google/snappy/blob/main/format_description.txt
 */
export function unsnap(bytes: Buffer, from = 0): Buffer | undefined {
  const head = varint(bytes, from);
  if (!head || head.value > 256 * 1024 * 1024) return undefined;
  const out = Buffer.alloc(head.value);
  let at = head.next;
  let filled = 0;
  while (filled < out.length) {
    const tag = bytes[at++];
    if (tag === undefined) return undefined;
    const kind = tag & 3;
    if (kind === 0) {
      let length = tag >> 2;
      const extra = length - 59;
      if (extra > 0) {
        if (at + extra > bytes.length) return undefined;
        length = bytes.readUIntLE(at, extra);
        at += extra;
      }
      length += 1;
      if (at + length > bytes.length || filled + length > out.length) return undefined;
      bytes.copy(out, filled, at, at + length);
      at += length;
      filled += length;
      continue;
    }
    const width = kind === 3 ? 4 : kind;
    if (at + width > bytes.length) return undefined;
    const length = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const distance = kind === 1 ? ((tag >> 5) << 8) | (bytes[at] ?? 0) : bytes.readUIntLE(at, width);
    at += width;
    if (distance === 0 || distance > filled || filled + length > out.length) return undefined;
    for (let end = filled + length; filled < end; filled += 1) out[filled] = out[filled - distance] ?? 0; // may overlap itself
  }
  return out;
}

/** How a stream of packed pieces starts. */
const streamHead = Buffer.from('ff060000734e61507059', 'hex');

/**
 * Unpacks a stream of pieces, as Firefox keeps a value in a file of its own when it is longer than a megabyte.
 * @returns undefined where this is no such stream; of one that is cut off, what there is
 * @see https://github.com/google/snappy/blob/main/framing_format.txt
 */
export function unsnapStream(bytes: Buffer): Buffer | undefined {
  if (!bytes.subarray(0, streamHead.length).equals(streamHead)) return undefined;
  const pieces: Buffer[] = [];
  for (let at = streamHead.length; at + 8 <= bytes.length;) {
    const kind = bytes[at];
    const end = at + 4 + bytes.readUIntLE(at + 1, 3);
    const content = bytes.subarray(at + 8, end); // behind its checksum
    if (kind === 0) pieces.push(unsnap(content) ?? Buffer.alloc(0));
    if (kind === 1) pieces.push(content);
    at = end;
  }
  return Buffer.concat(pieces);
}

/** A number in groups of seven bits, the lowest first. @returns undefined where there is none */
export function varint(bytes: Buffer, from: number): { readonly value: number; readonly next: number } | undefined {
  let value = 0;
  for (let index = 0; index < 8; index += 1) {
    const byte = bytes[from + index];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, next: from + index + 1 };
  }
  return undefined;
}
