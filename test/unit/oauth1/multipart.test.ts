/** The text parts of a multipart body are found wherever they and their boundaries lie in the blocks in which the body is read. */
import { expect, test } from 'vitest';
import { multipartParameters } from '../../../src/protocols/oauth1/multipart';

const BLOCK = 64 * 1024;

async function partsOf(form: FormData) {
  const response = new Response(form);
  return multipartParameters(await response.blob(), response.headers.get('content-type') ?? '');
}

function form(fileBytes: number, text: string): FormData {
  const body = new FormData();
  body.append('before', 'a b');
  // Nearly a boundary, over and over.
  body.append('file', new Blob(['\r\n--'.repeat(Math.ceil(fileBytes / 4)).slice(0, fileBytes)]), 'big.bin');
  body.append('ä"', text);
  return body;
}

test('a boundary may straddle two blocks at any of its bytes', async () => {
  for (let size = BLOCK - 420; size < BLOCK + 20; size += 1) {
    expect(await partsOf(form(size, 'é')), `${size} bytes`).toEqual([
      ['before', 'a%20b'],
      ['%C3%A4%22', '%C3%A9'],
    ]);
  }
});

test('a text longer than a block is held, one above 1 MB is refused', async () => {
  const [, [, value] = []] = await partsOf(form(3 * BLOCK, 'x'.repeat(5 * BLOCK)));
  expect(value).toHaveLength(5 * BLOCK);
  await expect(partsOf(form(0, 'x'.repeat(1024 * 1024 + 3 * BLOCK)))).rejects.toMatchObject({ code: 'invalid_request' });
});
