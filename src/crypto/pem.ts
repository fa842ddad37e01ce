/** Keys as PEM text. */
import { toBase64 } from '../core/base64';

/**
 * Bytes as a PEM block, in lines of 64 characters.
 *
 * @param label `PUBLIC KEY`, `PRIVATE KEY`
 * @see https://www.rfc-editor.org/rfc/rfc7468#section-2
 */
export function pem(label: string, bytes: Uint8Array): string {
  const lines = toBase64(bytes).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n');
}
