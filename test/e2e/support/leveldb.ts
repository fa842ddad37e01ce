/**
 * What lies in the files of a LevelDB, in which Chromium keeps IndexedDB and the storage of pages and extensions: records cut into pieces,
 * blocks packed with Snappy, keys without the part that they share with the one before. Rows that were overwritten or deleted come too.
 * @see https://github.com/google/leveldb/blob/main/doc/log_format.md
 * @see https://github.com/google/leveldb/blob/main/doc/table_format.md
 */
import { unsnap, varint } from './snappy';

const blockSize = 32 * 1024;
const footerSize = 48;
const magic = Buffer.from('57fb808b247547db', 'hex');

/** A `.log` or `MANIFEST` file: its records one after the other, each in one piece. A record that a crash cut off is kept as far as it goes. */
export function logRecords(bytes: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let start = 0; start < bytes.length; start += blockSize) {
    const end = Math.min(start + blockSize, bytes.length);
    for (let at = start; at + 7 <= end;) {
      const length = bytes.readUInt16LE(at + 4);
      if (length === 0 && bytes[at + 6] === 0) break; // the rest of the block is empty
      pieces.push(bytes.subarray(at + 7, Math.min(at + 7 + length, end)));
      at += 7 + length;
    }
  }
  return Buffer.concat(pieces);
}

/** A table (`.ldb`): its blocks unpacked, and the keys of each in full. @throws Error where it is no table, or packed otherwise */
export function tableBlocks(bytes: Buffer): Buffer {
  const footer = bytes.subarray(-footerSize);
  if (footer.length < footerSize || !footer.subarray(-8).equals(magic)) throw new Error('This is no LevelDB table.');
  const meta = handle(footer, 0);
  const index = handle(footer, meta.next);
  const blocks = entries(block(bytes, index)).map(({ value }) => block(bytes, handle(value, 0)));
  return Buffer.concat([block(bytes, meta), ...blocks.flatMap((one) => [one, ...entries(one).map(({ key }) => key)])]);
}

interface Handle {
  readonly offset: number;
  readonly size: number;
  readonly next: number;
}

function handle(bytes: Buffer, from: number): Handle {
  const offset = varint(bytes, from);
  const size = offset && varint(bytes, offset.next);
  if (!size) throw new Error('A LevelDB table names no block.');
  return { offset: offset.value, size: size.value, next: size.next };
}

function block(bytes: Buffer, { offset, size }: Handle): Buffer {
  const content = bytes.subarray(offset, offset + size);
  const packing = bytes[offset + size];
  if (packing === 0) return content;
  const unpacked = packing === 1 ? unsnap(content) : undefined;
  if (!unpacked) throw new Error(`A LevelDB block is packed in a way (${packing}) that this search cannot read.`);
  return unpacked;
}

/** The entries of a block. Behind them stand the places at which a key is whole, and their number. */
function entries(content: Buffer): { key: Buffer; value: Buffer }[] {
  const end = content.length - 4 - 4 * content.readUInt32LE(content.length - 4);
  const all: { key: Buffer; value: Buffer }[] = [];
  let last = Buffer.alloc(0);
  for (let at = 0; at < end;) {
    const shared = varint(content, at);
    const own = shared && varint(content, shared.next);
    const length = own && varint(content, own.next);
    if (!length) throw new Error('A LevelDB block has no entry where one should be.');
    const key = Buffer.concat([last.subarray(0, shared.value), content.subarray(length.next, length.next + own.value)]);
    const start = length.next + own.value;
    at = start + length.value;
    all.push({ key, value: content.subarray(start, at) });
    last = key;
  }
  return all;
}

/** How a value starts that was packed on its way into IndexedDB. */
const packedValue = Buffer.from([0xff, 0x11, 0x02]);

/** The values inside these bytes that IndexedDB has packed, unpacked. */
export function unpackedValues(bytes: Buffer): Buffer {
  const found: Buffer[] = [];
  for (let at = bytes.indexOf(packedValue); at >= 0; at = bytes.indexOf(packedValue, at + 1)) {
    const value = unsnap(bytes, at + packedValue.length);
    if (value) found.push(value);
  }
  return Buffer.concat(found);
}
