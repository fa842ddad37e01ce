/** Seals with the test key, in the spelling of a snapshot; and moves a snapshot's service to where it really listens. */
import { serviceOrigin } from './rows';
import { testKey, type Snapshot } from './snapshots';

const base64 = (bytes: ArrayBuffer | Uint8Array): string => Buffer.from(new Uint8Array(bytes)).toString('base64');

/** @param place table and record id, as `accounts/ann` */
export async function sealedForTest(place: string, value: object): Promise<object> {
  const key = await crypto.subtle.importKey('raw', testKey, 'AES-GCM', false, ['encrypt']);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(place);
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData, tagLength: 128 }, key, plain);
  return { iv: { $bytes: base64(iv) }, data: { $buffer: base64(data) } };
}

interface Row {
  readonly id: string;
  readonly sealed?: { readonly iv: { readonly $bytes: string }; readonly data: { readonly $buffer: string } };
}

/** The same snapshot with its service at another origin, also inside the boxes: which port it has, the system says. */
export async function servedAt({ version, tables }: Snapshot, origin: string): Promise<Snapshot> {
  const [from, to] = [serviceOrigin, origin].map((one) => new URL(one).host) as [string, string];
  const moved = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll(from, to)) as T;
  const resealed = async (table: string, row: Row): Promise<object> => {
    if (!row.sealed) return row;
    const place = `${table}/${row.id}`;
    return { ...row, sealed: await sealedForTest(place, moved(await openedForTest(place, row.sealed))) };
  };
  const all = Object.entries(moved(tables)).map(
    async ([table, rows]) => [table, await Promise.all(rows.map((row) => resealed(table, row as Row)))] as const,
  );
  return { version, tables: Object.fromEntries(await Promise.all(all)) };
}

async function openedForTest(place: string, { iv, data }: NonNullable<Row['sealed']>): Promise<object> {
  const key = await crypto.subtle.importKey('raw', testKey, 'AES-GCM', false, ['decrypt']);
  const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'base64'));
  const algorithm = { name: 'AES-GCM', iv: bytes(iv.$bytes), additionalData: new TextEncoder().encode(place), tagLength: 128 };
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key, bytes(data.$buffer)))) as object;
}
