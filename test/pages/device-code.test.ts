/** A code that is entered elsewhere: its page's address as one types it, and its QR code as one drawing. */
import { encode } from 'uqr';
import { describe, expect, test, vi } from 'vitest';
import { addressText } from '../../extension/pages/shared/host';
import { fitsQr, qrDrawing } from '../../extension/pages/shared/qr';

vi.mock('webextension-polyfill', () => import('./gallery/browser-stub'));

test.each([
  ['https://tv.example.org/link', 'tv.example.org/link'],
  ['https://tv.example.org/', 'tv.example.org'],
  ['https://tv.example.org/link/', 'tv.example.org/link/'],
  ['https://tv.example.org:8443/link?a=1', 'tv.example.org:8443/link?a=1'],
  ['http://127.0.0.1:8080/link', 'http://127.0.0.1:8080/link'],
])('%s is typed as %s', (url, text) => expect(addressText(url)).toBe(text));

describe('a QR code', () => {
  const text = 'https://tv.example.org/link?user_code=WDJB-MJHT';

  test('has its dark modules, and no others, in its path', () => {
    const { data, size } = encode(text, { border: 2 });
    const drawn = qrDrawing(text);
    expect(drawn.size).toBe(size);
    const dark = new Set<string>();
    for (const [, x, y, width] of drawn.path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/gu))
      for (let at = 0; at < Number(width); at += 1) dark.add(`${Number(x) + at} ${y}`);
    const meant = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`${x} ${y}`] : [])));
    expect([...dark].toSorted()).toEqual(meant.toSorted());
    expect(drawn.path.replaceAll(/M\d+ \d+h(\d+)v1h-\1z/gu, '')).toBe('');
  });

  test('is drawn of what a camera can read at its size, the longest too', () => {
    expect(fitsQr(text)).toBe(true);
    expect(fitsQr('x'.repeat(301))).toBe(false);
    expect(qrDrawing('x'.repeat(300)).size).toBeLessThan(80);
  });
});
