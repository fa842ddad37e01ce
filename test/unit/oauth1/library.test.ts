/** The signer as the library that is shipped: small, free of the browser's extension API, and right when a bare Node imports it. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildOAuth1 } from '../../../tools/library';
import { vectors } from './vectors';

let file = '';
let code = '';
let explainFile = '';

beforeAll(async () => {
  file = await buildOAuth1();
  code = readFileSync(file, 'utf8');
  explainFile = path.join(path.dirname(file), 'explain/countersign-oauth1-explain.js');
});

/** Runs a module in a Node of its own, as whoever uses the library would. @returns what it prints */
function inNode(module: string): string {
  const source = module
    .replaceAll("'countersign/oauth1'", JSON.stringify(file))
    .replaceAll("'countersign/oauth1/explain'", JSON.stringify(explainFile));
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', source], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

test('each entry weighs at most 4 KB, compressed', () => {
  expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(4096);
  expect(gzipSync(readFileSync(explainFile), { level: 9 }).length).toBeLessThanOrEqual(4096);
});

test('it needs neither a browser’s extension API nor Node’s modules, nor any other module', () => {
  expect(code).not.toMatch(/\b(?:chrome|browser|process|Buffer|require|globalThis)\b/);
  expect(code).not.toMatch(/\bimport\b|\bfrom\s*["'`]/);
  expect(code).not.toContain('node:');
});

test('package.json leads to it, and to its types', () => {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    exports: Record<string, { types: string; default: string }>;
  };
  expect(file.endsWith(exports['./oauth1']?.default.slice(1) ?? '')).toBe(true);
  const types = exports['./oauth1']?.types ?? '';
  const [, target = ''] = /from '\.\/(.+)'/.exec(readFileSync(types, 'utf8')) ?? [];
  expect(existsSync(`dist/oauth1/${target.replace(/\.js$/, '.d.ts')}`)).toBe(true);
});

test('Node imports it and signs a published request as published', () => {
  const vector = vectors.find(({ id }) => id === 'rfc5849-1.2-resource-get');
  const printed = inNode(`
    import { authorizationHeader } from 'countersign/oauth1';
    const credentials = {
      consumerKey: 'dpf43f3p2l4k3l03', consumerSecret: 'kd94hf93k423kf44', token: 'nnch734d00sl2jdk', tokenSecret: 'pfkkdhi9sl3r4s00',
    };
    const options = { realm: 'Photos', timestamp: 137131202, nonce: 'chapoH', version: false };
    console.log(await authorizationHeader('GET', ${JSON.stringify(vector?.input.url)}, [], credentials, options));
  `);
  expect(printed).toBe(vector?.expected.authorization_header);
});

describe('docs/oauth1.md', () => {
  const text = readFileSync('docs/oauth1.md', 'utf8');
  const examples = [...text.matchAll(/```js\n(.*?)```\n\n```text\n(.*?)```/gs)].map(([, module = '', output = '']) => ({
    module,
    output,
  }));

  test('every JavaScript block is followed by what it prints', () => {
    expect(examples.length).toBe(text.split('```js').length - 1);
    expect(examples.length).toBeGreaterThanOrEqual(4);
  });

  test.each(examples)('prints $output', ({ module, output }) => {
    expect(inNode(module)).toBe(output.trim());
  });
});
