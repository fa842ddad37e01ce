/** Makes the types of a library fit to be shipped: imports that every resolver follows, and no file that no entry leads to. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A module's name in an import, an export or an `import('…')` type. */
const specifier = /((?:from|import)\s*\(?\s*')(\.{1,2}\/[^']+)(')/g;

/**
 * Writes the entries' types, and leaves of the compiler's declarations what they lead to.
 * @param folder the library's folder, with the declarations under `types`
 * @param entries files to write in it, each with its declaration under `types`, without the ending
 */
export function settleTypes(folder: string, entries: Readonly<Record<string, string>>): void {
  const types = path.resolve(folder, 'types');
  const kept = new Set<string>();
  for (const [file, from] of Object.entries(entries)) {
    const entry = path.resolve(folder, file);
    const to = path.relative(path.dirname(entry), path.join(types, from)).replaceAll('\\', '/');
    writeFileSync(entry, `export * from '${to.startsWith('.') ? to : `./${to}`}.js';\n`);
    follow(path.join(types, `${from}.d.ts`), kept);
  }
  for (const file of readdirSync(types, { recursive: true, withFileTypes: true })) {
    const whole = path.join(file.parentPath, file.name);
    if (file.isFile() && !kept.has(whole)) rmSync(whole);
  }
}

/** Writes out the endings of what a declaration imports: `import` in Node wants them. */
function follow(file: string, kept: Set<string>): void {
  if (kept.has(file)) return;
  kept.add(file);
  const text = readFileSync(file, 'utf8');
  const found: string[] = [];
  const settled = text.replace(specifier, (_, before: string, name: string, after: string) => {
    found.push(path.resolve(path.dirname(file), `${name}.d.ts`));
    return `${before}${name}.js${after}`;
  });
  const lost = found.find((other) => !existsSync(other));
  if (lost !== undefined) throw new Error(`${file} imports ${lost}, which is not there.`);
  writeFileSync(file, settled);
  for (const other of found) follow(other, kept);
}
