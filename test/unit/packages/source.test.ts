/** The sources of an unpacked archive are told by its list: what was added, changed or taken away is found. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LIST, readSource, sha256 } from '../../../tools/package/source';

let folder: string;
const place = (name: string, text: string): void => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
};

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'countersign-source-'));
  const files = { 'a.txt': 'a', 'src/b.ts': 'b' };
  for (const [name, text] of Object.entries(files)) place(name, text);
  const lines = Object.entries(files).map(([name, text]) => `${sha256(new TextEncoder().encode(text))}  ${name}\n`);
  place(LIST, lines.join(''));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('an archive as it was unpacked, and built in', () => {
  place('dist/firefox/manifest.json', '{}');
  place('node_modules/x/index.js', '');
  const { files, changed } = readSource(folder);
  expect(changed).toEqual([]);
  expect([...files.keys()].toSorted()).toEqual([LIST, 'a.txt', 'src/b.ts']);
});

test('what was added, changed and taken away', () => {
  place('src/c.ts', 'c');
  expect(readSource(folder).changed).toEqual(['src/c.ts']);
  place('src/b.ts', 'other');
  rmSync(path.join(folder, 'a.txt'));
  expect(readSource(folder).changed.toSorted()).toEqual(['a.txt', 'src/b.ts', 'src/c.ts']);
});

test('a folder with neither git nor the list says so', () => {
  rmSync(path.join(folder, LIST));
  expect(() => readSource(folder)).toThrow(`is neither a checkout by git nor the unpacked source archive, which has ${LIST}.`);
});
