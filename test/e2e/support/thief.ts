/** What somebody with the profile folder can do: try every 32 bytes in it as a key. */
import { createDecipheriv, createECDH } from 'node:crypto';
import type { Page } from 'playwright';
import { profileFiles } from './disk';

/** A sealed box as it lies in the database, with the place that it was sealed for. */
export interface FoundBox {
  readonly place: string;
  readonly iv: Buffer;
  readonly data: Buffer;
}

/** Whether these 32 bytes open a box. */
export function opens(key: Buffer, { place, iv, data }: FoundBox): boolean {
  const decipher = createDecipheriv('aes-256-gcm', key, iv);
  decipher.setAAD(Buffer.from(place)).setAuthTag(data.subarray(-16));
  decipher.update(data.subarray(0, -16));
  try {
    decipher.final();
    return true;
  } catch {
    return false;
  }
}

/** Where the extension's database lies in Chromium and in Firefox, in every generation. */
export const databaseFiles = /^(Default\/IndexedDB\/chrome-extension_|storage\/default\/moz-extension\+{3}[\w-]+\/idb\/)/;

/**
 * Every 32 bytes in a row in the files of the extension's database, tried on a box.
 * @returns those that open it
 */
export async function keysThatOpen(profile: string, box: FoundBox): Promise<Buffer[]> {
  const found = new Map<string, Buffer>();
  for await (const { name, parts } of profileFiles(profile)) {
    if (!databaseFiles.test(name)) continue;
    // What LevelDB's files hold is in the records and blocks; what SQLite has deleted may lie between its rows.
    for (const part of parts.length > 1 && !name.endsWith('.sqlite') ? parts.slice(1) : parts) {
      for (let at = 0; at + 32 <= part.length; at += 1) {
        const key = part.subarray(at, at + 32);
        if (isRandom(key) && opens(key, box)) found.set(key.toString('hex'), key);
      }
    }
  }
  return [...found.values()];
}

/** Whether 32 bytes may be a key: of random ones about 30 are different; fewer than 20 in less than one of 10¹² keys. Text has fewer. */
function isRandom(bytes: Buffer): boolean {
  return new Set(bytes).size >= 20;
}

/** Every sealed box of every database of the extension, read by one of our own pages. */
export async function boxesIn(page: Page): Promise<FoundBox[]> {
  const boxes = await page.evaluate(readBoxes);
  return boxes.map(({ place, iv, data }) => ({ place, iv: Buffer.from(iv), data: Buffer.from(data) }));
}

/** Runs in a page of ours. */
async function readBoxes(): Promise<{ place: string; iv: number[]; data: number[] }[]> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error ?? new Error('no database')));
    });
  const boxes: { place: string; iv: number[]; data: number[] }[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    if (!name.startsWith('countersign')) continue;
    const db = await done(indexedDB.open(name));
    for (const table of db.objectStoreNames) {
      const rows: { id?: string; sealed?: { iv: Uint8Array; data: ArrayBuffer } }[] = await done(
        db.transaction(table).objectStore(table).getAll(),
      );
      for (const { id, sealed } of rows) {
        if (sealed) boxes.push({ place: `${table}/${id}`, iv: [...sealed.iv], data: [...new Uint8Array(sealed.data)] });
      }
    }
    db.close();
  }
  return boxes;
}

/** The box that is tried fastest. */
export function smallest(boxes: readonly FoundBox[]): FoundBox {
  const [first] = boxes.toSorted((one, other) => one.data.length - other.data.length);
  if (!first) throw new Error('There is no box.');
  return first;
}

/** Where sealed boxes lie as they were. @returns `table in file` */
export async function storedIn(profile: string, boxes: readonly FoundBox[]): Promise<string[]> {
  const found = new Set<string>();
  for await (const { name, parts } of profileFiles(profile)) {
    for (const { place, data } of boxes) {
      if (parts.some((part) => part.includes(data))) found.add(`${place.split('/')[0]} in ${name}`);
    }
  }
  return [...found].toSorted();
}

/** How a private key of P-256 is written (PKCS#8): what stands before its 32 bytes. */
const beforeScalar = Buffer.from('0201010420', 'hex');

/**
 * The pairs whose private half lies in the profile.
 * @param points public halves, as points on the curve in hexadecimal
 * @returns those of which the private half was found
 */
export async function pairsOf(profile: string, points: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for await (const { parts } of profileFiles(profile)) {
    for (const part of parts) {
      for (let at = part.indexOf(beforeScalar); at >= 0; at = part.indexOf(beforeScalar, at + 1)) {
        const scalar = part.subarray(at + beforeScalar.length, at + beforeScalar.length + 32);
        const point = pointOf(scalar);
        if (point !== undefined && points.includes(point)) found.add(point);
      }
    }
  }
  return [...found];
}

function pointOf(scalar: Buffer): string | undefined {
  const pair = createECDH('prime256v1');
  try {
    pair.setPrivateKey(scalar);
  } catch {
    return undefined;
  }
  return pair.getPublicKey('hex', 'uncompressed');
}
