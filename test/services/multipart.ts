/** A strict reader of multipart/form-data, so that uploads can be checked byte for byte. */

export interface Part {
  readonly name: string;
  readonly filename?: string;
  readonly contentType?: string;
  readonly data: Buffer;
}

/**
 * Splits a multipart/form-data body into its parts.
 *
 * @throws Error when the boundary is missing, a part has no name, or the body is cut short.
 * @see RFC 7578 section 4
 */
export function parseMultipart(contentType: string | undefined, body: Buffer): Part[] {
  const match = /^multipart\/form-data\s*;.*?boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(contentType ?? '');
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) throw new Error('no multipart boundary');
  const opening = Buffer.from(`--${boundary}`);
  if (!body.subarray(0, opening.length).equals(opening)) throw new Error('body does not start with the boundary');

  const divider = Buffer.from(`\r\n--${boundary}`);
  const parts: Part[] = [];
  let at = opening.length;
  for (;;) {
    const tail = body.subarray(at, at + 2).toString('latin1');
    if (tail === '--') return parts;
    if (tail !== '\r\n') throw new Error('malformed boundary line');
    const end = body.indexOf(divider, at);
    if (end < 0) throw new Error('multipart body is cut short');
    parts.push(parsePart(body.subarray(at + 2, end)));
    at = end + divider.length;
  }
}

function parsePart(bytes: Buffer): Part {
  const gap = bytes.indexOf('\r\n\r\n');
  if (gap < 0) throw new Error('part without a header section');
  const headers = new Map<string, string>();
  for (const line of bytes.subarray(0, gap).toString('utf8').split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon < 1) throw new Error('malformed part header');
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  const disposition = headers.get('content-disposition') ?? '';
  const name = /;\s*name="([^"]*)"/i.exec(disposition)?.[1];
  if (!/^form-data\s*;/i.test(disposition) || name === undefined) throw new Error('part without a name');
  const filename = /;\s*filename="([^"]*)"/i.exec(disposition)?.[1];
  const contentType = headers.get('content-type');
  return {
    name,
    ...(filename === undefined ? {} : { filename }),
    ...(contentType === undefined ? {} : { contentType }),
    data: bytes.subarray(gap + 4),
  };
}
