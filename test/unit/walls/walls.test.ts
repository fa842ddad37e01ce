/** The walls hold: one forbidden import for each pair of rooms is planted, and the linter objects to every one. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rooms } from '../../../tools/walls.mjs';

interface Plant {
  readonly room: string;
  readonly what: string;
  readonly line: string;
  readonly forbidden: boolean;
}

const names = Object.keys(rooms);
const packages = ['dexie', 'oauth4webapi', 'preact', 'preact/hooks', 'valibot', 'webextension-polyfill'];
const oxlint = path.join(path.dirname(createRequire(import.meta.url).resolve('oxlint/package.json')), 'bin/oxlint');

const from = (room: string, target: string): string => path.posix.relative(room, `${target}/target`);
const mayUse = (room: string, name: string): boolean => rooms[room]?.packages.includes(name.split('/')[0] ?? '') ?? false;

const plants: Plant[] = names.flatMap((room) => [
  ...names
    .filter((other) => other !== room && !other.startsWith(`${room}/`) && !room.startsWith(`${other}/`))
    .map((other) => {
      const forbidden = !rooms[room]?.rooms.includes(other);
      return {
        room,
        what: other,
        line: `import { target } from '${from(room, other)}';\nexport const used = target;`,
        forbidden,
      };
    }),
  ...packages.map((name) => ({ room, what: name, line: `export * from '${name}';`, forbidden: !mayUse(room, name) })),
]);
const extra: Plant[] = [
  { room: 'src/core', what: 'a type', line: `import type { T } from '../vault/target';\nexport type U = T;`, forbidden: true },
  { room: 'src/core', what: 'a dynamic import', line: `export const later = import('../vault/target');`, forbidden: true },
  { room: 'src/protocols/oauth1', what: 'the table of protocols', line: `export * from '../protocols';`, forbidden: true },
  { room: 'src/core', what: 'a test', line: `export * from '../../test/services/target';`, forbidden: true },
];

let folder: string;
let objections: Map<string, string[]>;

const fileOf = (plant: Plant): string => `${plant.room}/planted-${plants.concat(extra).indexOf(plant)}.ts`;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'countersign-walls-'));
  cpSync('.oxlintrc.json', path.join(folder, '.oxlintrc.json'));
  for (const room of [...names, 'test/services']) {
    mkdirSync(path.join(folder, room), { recursive: true });
    writeFileSync(path.join(folder, room, 'target.ts'), 'export const target = 1;\nexport type T = number;\n');
  }
  for (const plant of [...plants, ...extra]) writeFileSync(path.join(folder, fileOf(plant)), `${plant.line}\n`);
  writeFileSync(path.join(folder, 'src/core/circle-a.ts'), `import type { B } from './circle-b';\nexport type A = B;\n`);
  writeFileSync(path.join(folder, 'src/core/circle-b.ts'), `import type { A } from './circle-a';\nexport type B = A | 1;\n`);
  objections = lint(folder);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** What the linter says about each file. */
function lint(root: string): Map<string, string[]> {
  let output: string;
  try {
    output = execFileSync(process.execPath, [oxlint, '--format', 'json'], {
      cwd: root,
      maxBuffer: 2 ** 26,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (error) {
    output = (error as { stdout: string }).stdout;
  }
  const said = new Map<string, string[]>();
  for (const { filename, code } of (JSON.parse(output) as { diagnostics: { filename: string; code: string }[] }).diagnostics) {
    said.set(filename, [...(said.get(filename) ?? []), code]);
  }
  return said;
}

const wallSaid = (plant: Plant): boolean =>
  (objections.get(fileOf(plant)) ?? []).some((code) => code.includes('no-restricted-imports'));

test.each(names)('%s: every import that is not in the table is refused, every one that is passes', (room) => {
  for (const plant of [...plants, ...extra].filter((one) => one.room === room)) {
    expect({ from: room, what: plant.what, refused: wallSaid(plant) }).toEqual({
      from: room,
      what: plant.what,
      refused: plant.forbidden,
    });
  }
});

test('a circle, even of types, is refused', () => {
  expect(objections.get('src/core/circle-a.ts')).toContain('import(no-cycle)');
});
