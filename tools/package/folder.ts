/** The files of a folder, as a package takes them. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Files } from './zip';

/**
 * The files' paths, relative to the folder and with slashes, in no order.
 * @param isLeftOut is asked of each path, folders too; what is in a folder that is left out is not looked at
 */
export function pathsIn(folder: string, isLeftOut: (name: string) => boolean = () => false, under = ''): string[] {
  return readdirSync(path.join(folder, under), { withFileTypes: true }).flatMap((entry) => {
    const name = under === '' ? entry.name : `${under}/${entry.name}`;
    if (isLeftOut(name)) return [];
    return entry.isDirectory() ? pathsIn(folder, isLeftOut, name) : [name];
  });
}

export function readFiles(folder: string, names: readonly string[]): Files {
  return new Map(names.map((name) => [name, new Uint8Array(readFileSync(path.join(folder, name)))]));
}
