/**
 * The walls of the house: which room may import from which, in one table. Writes the linter's configuration from it;
 * with `--check`, fails when the configuration is out of date or a folder is missing from the table.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** Each room by its folder: the rooms and packages that it may import from, beside itself. */
export const rooms = {
  'src/core': { rooms: [], packages: [] },
  'src/crypto': { rooms: ['src/core'], packages: [] },
  'src/services': { rooms: ['src/core'], packages: ['oauth4webapi', 'valibot'] },
  'src/vault': { rooms: ['src/core', 'src/crypto'], packages: ['dexie'] },
  'src/protocols/oauth1': { rooms: ['src/core', 'src/crypto'], packages: [] },
  'src/protocols/oauth2': { rooms: ['src/core', 'src/crypto'], packages: ['oauth4webapi'] },
  'src/protocols/entered': { rooms: ['src/core'], packages: [] },
  'src/protocols/api-key': { rooms: ['src/core', 'src/protocols/entered'], packages: [] },
  'src/protocols/basic': { rooms: ['src/core', 'src/crypto', 'src/protocols/entered'], packages: [] },
  'src/protocols/brokered': { rooms: ['src/core', 'src/crypto'], packages: [] },
  'src/protocols': {
    rooms: [
      'src/core',
      'src/protocols/oauth1',
      'src/protocols/oauth2',
      'src/protocols/api-key',
      'src/protocols/basic',
      'src/protocols/brokered',
    ],
    packages: [],
  },
  'src/accounts': { rooms: ['src/core', 'src/protocols', 'src/services', 'src/vault'], packages: [] },
  'src/permits': { rooms: ['src/core', 'src/vault'], packages: [] },
  'src/gateway': {
    rooms: ['src/core', 'src/accounts', 'src/permits', 'src/protocols', 'src/services', 'src/vault'],
    packages: [],
  },
  'src/messaging': { rooms: ['src/core'], packages: ['valibot', 'webextension-polyfill'] },
  'src/platform': { rooms: ['src/core'], packages: ['webextension-polyfill'] },
  'src/client': { rooms: ['src/core', 'src/messaging'], packages: [] },
  'src/admin': { rooms: ['src/core', 'src/messaging'], packages: [] },
  'src/engine': {
    rooms: [
      'src/core',
      'src/accounts',
      'src/admin',
      'src/gateway',
      'src/messaging',
      'src/permits',
      'src/platform',
      'src/services',
      'src/vault',
    ],
    packages: ['valibot', 'webextension-polyfill'],
  },
  'extension/background': {
    rooms: [
      'src/core',
      'src/accounts',
      'src/engine',
      'src/gateway',
      'src/messaging',
      'src/permits',
      'src/platform',
      'src/services',
      'src/vault',
      'extension/content',
    ],
    packages: ['webextension-polyfill'],
  },
  'extension/pages': {
    rooms: ['src/core', 'src/messaging', 'src/platform', 'src/admin'],
    packages: ['preact', 'uqr', '@noble/hashes', '@zxcvbn-ts/core', '@zxcvbn-ts/language-common', '@zxcvbn-ts/language-en'],
  },
  'extension/content': { rooms: ['src/core', 'src/messaging'], packages: [] },
};

const packages = [
  '@noble/hashes',
  '@zxcvbn-ts/core',
  '@zxcvbn-ts/language-common',
  '@zxcvbn-ts/language-en',
  'dexie',
  'oauth4webapi',
  'preact',
  'uqr',
  'valibot',
  'webextension-polyfill',
];
const target = new URL('../.oxlintrc.json', import.meta.url);

/** How an import of a room looks, from wherever it is written: rooms are told apart by their last folder. */
const spelling = (room) => `**/${room.split('/').at(-1)}/**`;

function wall([room, allowed]) {
  const inside = Object.keys(rooms).filter((other) => other.startsWith(`${room}/`));
  const open = new Set([room, ...allowed.rooms]);
  const closed = Object.keys(rooms).filter((other) => !open.has(other) && !room.startsWith(`${other}/`));
  const patterns = closed
    .filter((other) => !inside.includes(other) || !open.has(other))
    .map((other) => ({ group: [spelling(other)], message: `${room} may not import from ${other}: see tools/walls.mjs.` }));
  const siblings = room.startsWith('src/protocols/')
    ? [{ regex: '^\\.\\./protocols$', message: 'A protocol is blind to the others.' }]
    : [];
  const test =
    room.startsWith('src') || room.startsWith('extension')
      ? [{ group: ['**/test/**'], message: 'The product may not import its tests.' }]
      : [];
  const files = [`${room}/**/*.{ts,tsx}`];
  const excludeFiles = inside.map((other) => `${other}/**`);
  const paths = packages
    .filter((name) => !allowed.packages.includes(name))
    .map((name) => ({ name, message: `${room} may not use ${name}: see tools/walls.mjs.` }));
  const subpaths = packages
    .filter((name) => !allowed.packages.includes(name))
    .map((name) => ({ group: [`${name}/*`], message: `${room} may not use ${name}: see tools/walls.mjs.` }));
  return {
    files,
    ...(excludeFiles.length > 0 && { excludeFiles }),
    rules: { 'no-restricted-imports': ['error', { paths, patterns: [...patterns, ...subpaths, ...siblings, ...test] }] },
  };
}

/** What is built on the library uses it as everyone does. */
const exampleWall = {
  files: ['examples/**/*.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: [{ group: ['../../**'], message: 'An example stands on the packed library alone: see tools/walls.mjs.' }] },
    ],
  },
};

/** The linter's whole configuration. */
export function configuration() {
  return {
    $schema: './node_modules/oxlint/configuration_schema.json',
    plugins: ['typescript', 'unicorn', 'import', 'promise', 'oxc'],
    categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
    rules: {
      'import/no-cycle': ['error', { ignoreTypes: false }],
      'import/default': 'off',
      'import/no-unassigned-import': 'off',
      'no-await-in-loop': 'off',
      'no-unmodified-loop-condition': 'off',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'promise/always-return': 'off',
      'unicorn/prefer-add-event-listener': 'off',
      'unicorn/no-array-reverse': 'off',
      'oxc/no-map-spread': 'off',
      'no-shadow': 'off',
      'no-underscore-dangle': 'off',
      'typescript/no-floating-promises': 'error',
      'typescript/no-misused-promises': 'error',
      'typescript/await-thenable': 'error',
      'typescript/no-explicit-any': 'error',
      'typescript/consistent-type-imports': 'error',
      'typescript/no-unsafe-type-assertion': 'off',
      'unicorn/prefer-set-has': 'off',
      'typescript/no-misused-spread': 'off',
      'typescript/require-array-sort-compare': 'off',
      'typescript/unbound-method': 'off',
      'unicorn/no-array-sort': 'off',
      'unicorn/consistent-function-scoping': 'off',
      'unicorn/require-post-message-target-origin': 'off',
      eqeqeq: 'error',
    },
    ignorePatterns: ['dist', 'out', 'node_modules', 'test/practice/page'],
    overrides: [...Object.entries(rooms).map(wall), exampleWall],
  };
}

/** Every folder of the product must be a room of the table, or lie inside one. */
function strangers() {
  const folders = ['src', 'extension'].flatMap((top) =>
    readdirSync(new URL(`../${top}`, import.meta.url)).map((name) => `${top}/${name}`),
  );
  const data = ['extension/icons', 'extension/_locales'];
  return folders.filter((folder) => {
    if (!statSync(new URL(`../${folder}`, import.meta.url)).isDirectory()) return /\.tsx?$/.test(folder);
    return !data.includes(folder) && !(folder in rooms);
  });
}

function main() {
  const unknown = strangers();
  if (unknown.length > 0) throw new Error(`No room in tools/walls.mjs for: ${unknown.join(', ')}`);
  const text = `${JSON.stringify(configuration(), undefined, 2)}\n`;
  if (!process.argv.includes('--check')) return writeFileSync(target, text);
  if (readFileSync(target, 'utf8') !== text) throw new Error('.oxlintrc.json is out of date: run "npm run walls".');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    main();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
