/** Unpacks LZ4 in Firefox's own wrapping (`jsonlz4`), in which it keeps its open tabs: a byte search would not see what lies inside. */

const magic = Buffer.from('mozLz40\0', 'latin1');

/**
 * @returns undefined where this is no such file, or one that is just being written
 * @see https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md
 */
export function unpackedLz4(bytes: Buffer): Buffer | undefined {
  if (bytes.length < 12 || !bytes.subarray(0, 8).equals(magic)) return undefined;
  const out = Buffer.alloc(bytes.readUInt32LE(8));
  let at = 12;
  let filled = 0;
  /** A length that did not fit into its four bits goes on as long as bytes are full. */
  const lengthFrom = (bits: number): number => {
    let length = bits;
    let more = bits === 15 ? 255 : 0;
    while (more === 255) {
      more = bytes[at++] ?? 0;
      length += more;
    }
    return length;
  };
  while (at < bytes.length) {
    const token = bytes[at++] ?? 0;
    const literal = lengthFrom(token >> 4);
    if (at + literal > bytes.length || filled + literal > out.length) return undefined;
    bytes.copy(out, filled, at, at + literal);
    at += literal;
    filled += literal;
    if (at === bytes.length) break; // the last piece repeats nothing
    if (at + 2 > bytes.length) return undefined;
    const distance = bytes.readUInt16LE(at);
    at += 2;
    const end = filled + lengthFrom(token & 15) + 4;
    if (distance === 0 || distance > filled || end > out.length) return undefined;
    for (; filled < end; filled += 1) out[filled] = out[filled - distance] ?? 0; // may overlap itself
  }
  return out.subarray(0, filled);
}
