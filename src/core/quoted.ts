/** Finds our secrets where a service quotes what it was sent, in the spellings that software gives a text. */

/** Fragments shorter than this turn up by chance. */
const shortest = 6;

/** How a text looks when it is quoted: as it is, percent-encoded (also twice, as in a base string), JSON-escaped, in hexadecimal, in base64. The longest first. */
export function quotations(text: string | undefined): string[] {
  if (!text) return [];
  const bytes = new TextEncoder().encode(text);
  const once = percent(text);
  const spellings = [
    text,
    once,
    percent(once),
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
    text.replaceAll('/', '\\/'),
    hex(bytes),
  ];
  spellings.push(...spellings.map((spelling) => spelling.replace(/%[0-9A-F]{2}/g, (triple) => triple.toLowerCase())));
  for (const offset of [0, 1, 2]) {
    const inside = base64Inside(bytes, offset);
    if (inside.length >= shortest) spellings.push(inside, inside.replaceAll('+', '-').replaceAll('/', '_'), percent(inside));
  }
  return [...new Set(spellings)].toSorted((one, other) => other.length - one.length);
}

/** @returns whether a text quotes one of the secrets; their spellings are made once, for the many texts of an answer */
export function quoterOf(secrets: readonly string[]): (text: string) => boolean {
  const spellings = secrets.flatMap(quotations);
  return (text) => text !== '' && spellings.some((spelling) => text.includes(spelling));
}

/** RFC 3986's encoding. */
function percent(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The characters of base64 that do not depend on what stands around the bytes, when so many bytes (modulo 3) stand before them. */
function base64Inside(bytes: Uint8Array, offset: number): string {
  const padded = String.fromCharCode(...new Uint8Array(offset), ...bytes);
  return btoa(padded).slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
}
