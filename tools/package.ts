/**
 * `npm run package`: the zips for the stores and the archive of their sources, into dist/packages. The same sources give the same
 * bytes, whatever the folder, the day, the language or the computer (docs/packages.md).
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildExtension } from './build';
import { lint } from './package/lint';
import { readSource, sha256 } from './package/source';
import { storeFiles } from './package/store';
import { zipOf, type Files } from './package/zip';
import { otherVersions, versionHere } from './version';

const folder = 'dist/packages';

/**
 * @param args `--dirty`: also from sources that are not committed; the files' names say so
 * @returns 1 when the add-on linter objects to AMO's package
 */
export async function main(args: readonly string[]): Promise<number> {
  const version = versionHere();
  const [fault] = otherVersions();
  if (fault) throw new Error(fault);
  const source = readSource(process.cwd());
  const dirty = args.includes('--dirty');
  if (source.changed.length > 0 && !dirty) throw new Error(refusal(source.changed));

  const chromium = storeFiles(await buildExtension('chromium'), version);
  const firefox = storeFiles(await buildExtension('firefox'), version);
  const name = `countersign-${version}${source.changed.length > 0 ? '-dirty' : ''}`;
  write({
    [`${name}-chrome.zip`]: chromium,
    [`${name}-edge.zip`]: chromium,
    [`${name}-firefox.zip`]: firefox,
    [`${name}-source.zip`]: source.files,
  });
  const remarks = await lint(path.join(folder, `${name}-firefox.zip`));
  for (const remark of remarks) console.error(`The add-on linter: ${remark}`);
  return remarks.length > 0 ? 1 : 0;
}

function refusal(changed: readonly string[]): string {
  const some = changed.slice(0, 5).join(', ') + (changed.length > 5 ? ` and ${changed.length - 5} more` : '');
  return `Not packaged: what is packaged must be found again in the sources, and these are not as committed: ${some}. Commit them, or use --dirty for packages that nobody publishes.`;
}

/** Writes the zips and their sums, and prints the sums. */
function write(packages: Readonly<Record<string, Files>>): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const sums = Object.entries(packages).map(([name, files]) => {
    const bytes = zipOf(files);
    writeFileSync(path.join(folder, name), bytes);
    return `${sha256(bytes)}  ${name}\n`;
  });
  writeFileSync(path.join(folder, 'SHA256SUMS'), sums.join(''));
  process.stdout.write(sums.join(''));
}
