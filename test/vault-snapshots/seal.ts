/** Seals with the test key, in the spelling of a snapshot. */
import { testKey } from './snapshots';

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
