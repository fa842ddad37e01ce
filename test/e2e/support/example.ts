/** Builds the example extension as its reader would: from a copy of its folder, with the packed library installed from its file. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { packLibrary } from '../../../tools/pack';
import { extensionId } from '../../harness/extension-folder';

const run = promisify(execFile);

export interface Example {
  /** The copy of the example's folder. */
  readonly folder: string;
  /** The unpacked extension, for both browsers, once it is built. */
  readonly extension: string;
  /** Its redirect URL in either browser. */
  readonly redirectUris: readonly string[];
  /** Type-checks it against the types that are shipped. @returns what the compiler says */
  check(): Promise<string>;
  /** @param env what stands in its `.env` */
  build(env: Readonly<Record<string, string>>): Promise<void>;
  remove(): void;
}

export async function copyExample(name: string): Promise<Example> {
  const home = realpathSync(mkdtempSync(path.join(tmpdir(), 'countersign-example-')));
  const { tarball } = await packLibrary(home);
  const folder = path.join(home, name);
  cpSync(path.resolve('examples', name), folder, { recursive: true });
  const shell = process.platform === 'win32';
  await run(
    'npm',
    ['install', '--omit=dev', '--omit=optional', '--omit=peer', '--no-audit', '--no-fund', '--prefer-offline', tarball],
    { cwd: folder, shell },
  );
  for (const tool of ['vite', 'typescript'])
    symlinkSync(path.resolve('node_modules', tool), path.join(folder, 'node_modules', tool));
  const extension = path.join(folder, 'dist');
  mkdirSync(extension);
  const manifest = JSON.parse(readFileSync(path.join(folder, 'public/manifest.json'), 'utf8')) as Manifest;
  const firefoxId = createHash('sha1').update(manifest.browser_specific_settings.gecko.id).digest('hex');
  return {
    folder,
    extension,
    redirectUris: [`https://${extensionId(extension)}.chromiumapp.org/cb`, `https://${firefoxId}.extensions.allizom.org/cb`],
    check: async () => {
      const tsc = path.resolve('node_modules/typescript/bin/tsc');
      const { stdout } = await run(process.execPath, [tsc, '-p', folder]).catch((error: unknown) => error as { stdout: string });
      return stdout;
    },
    async build(env) {
      const lines = Object.entries(env).map(([key, value]) => `${key}=${value}\n`);
      writeFileSync(path.join(folder, '.env.local'), lines.join(''));
      // The test runner's own mode and flags must not reach the build.
      const clean = { ...process.env, NODE_ENV: 'production', VITEST: undefined };
      const vite = path.resolve('node_modules/vite/bin/vite.js');
      await run(process.execPath, [vite, 'build'], { cwd: folder, env: clean });
      await run(process.execPath, [vite, 'build', '--mode', 'content'], { cwd: folder, env: clean });
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

interface Manifest {
  readonly browser_specific_settings: { readonly gecko: { readonly id: string } };
}
