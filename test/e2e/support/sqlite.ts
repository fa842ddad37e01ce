/**
 * What lies in the tables of an SQLite file, in which Firefox keeps IndexedDB and the storage of pages: its rows, long ones too, and the
 * values in them that are packed with Snappy. What waits in the write-ahead log is read as well, every version of it.
 * @see https://www.sqlite.org/fileformat.html
 */
import { unsnap } from './snappy';

/** Pages that hold rows: of a table by number; of a table by its own key, as IndexedDB's are, at the end of the tree and on the way there. */
const kinds: Readonly<Record<number, { readonly header: number; readonly before: number; readonly numbered: boolean }>> = {
  0x0d: { header: 8, before: 0, numbered: true },
  0x0a: { header: 8, before: 0, numbered: false },
  0x02: { header: 12, before: 4, numbered: false },
};

/** Whether these are the bytes of such a file, whatever its name. */
export function isSqlite(file: Buffer): boolean {
  return file.length >= 100 && file.toString('latin1', 0, 15) === 'SQLite format 3';
}

/** @param log the file `-wal` beside it, if there is one */
export function sqliteValues(file: Buffer, log = Buffer.alloc(0)): Buffer {
  if (!isSqlite(file)) return Buffer.alloc(0);
  const named = file.readUInt16BE(16);
  const size = named === 1 ? 65_536 : named;
  const usable = size - (file[20] ?? 0);
  const latest = new Map<number, Buffer>();
  const pages: { readonly page: Buffer; readonly isFirst: boolean }[] = [];
  const take = (number: number, page: Buffer): void => {
    latest.set(number, page);
    pages.push({ page, isFirst: number === 1 });
  };
  for (let at = 0; at + size <= file.length; at += size) take(at / size + 1, file.subarray(at, at + size));
  for (let at = 32; at + 24 + size <= log.length; at += 24 + size)
    take(log.readUInt32BE(at), log.subarray(at + 24, at + 24 + size));

  const values: Buffer[] = [];
  for (const { page, isFirst } of pages) {
    const start = isFirst ? 100 : 0;
    const kind = kinds[page[start] ?? 0];
    if (!kind) continue;
    const count = page.readUInt16BE(start + 3);
    for (let cell = 0; cell < count && start + kind.header + 2 + 2 * cell <= size; cell += 1) {
      const row = rowAt(page, page.readUInt16BE(start + kind.header + 2 * cell) + kind.before, usable, latest, kind.numbered);
      for (const value of columns(row)) values.push(value, unsnap(value) ?? Buffer.alloc(0));
    }
  }
  return Buffer.concat(values);
}

/** A row in one piece; its end may lie in pages of its own. */
function rowAt(page: Buffer, from: number, usable: number, pages: ReadonlyMap<number, Buffer>, numbered: boolean): Buffer {
  const length = number(page, from);
  const start = numbered ? number(page, length.next).next : length.next;
  const most = numbered ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((length.value - least) % (usable - 4));
  const here = length.value <= most ? length.value : fitting <= most ? fitting : least;
  const pieces = [page.subarray(start, start + here)];
  let left = length.value - here;
  let next = left > 0 && start + here + 4 <= page.length ? page.readUInt32BE(start + here) : 0;
  while (left > 0 && pieces.length <= pages.size) {
    const more = pages.get(next);
    if (!more) break;
    pieces.push(more.subarray(4, Math.min(usable, 4 + left)));
    left -= usable - 4;
    next = more.readUInt32BE(0);
  }
  return Buffer.concat(pieces);
}

/** The texts and bytes of a row. */
function columns(row: Buffer): Buffer[] {
  const found: Buffer[] = [];
  const head = number(row, 0);
  let at = head.value;
  for (let from = head.next; from < head.value && from < row.length;) {
    const type = number(row, from);
    from = type.next;
    const length = type.value >= 12 ? Math.floor((type.value - 12) / 2) : ([0, 1, 2, 3, 4, 6, 8, 8][type.value] ?? 0);
    if (type.value >= 12) found.push(row.subarray(at, at + length));
    at += length;
  }
  return found;
}

/** A number in groups of seven bits, the highest first; a ninth byte counts whole. */
function number(bytes: Buffer, from: number): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let index = 0; index < 9; index += 1) {
    const byte = bytes[from + index] ?? 0;
    if (index === 8) return { value: value * 256 + byte, next: from + 9 };
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, next: from + index + 1 };
  }
  return { value, next: from + 9 };
}
