/** Zips that are the same, byte for byte, wherever and whenever they are made of the same files. */
import { zipSync, type Zippable } from 'fflate';

/** Slash-separated path in the zip → content. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** A zip's time has no zone: the library reads the local parts of this one, which are everywhere the same. */
const time = new Date(1980, 0, 1, 12);
/** An ordinary file of Unix, rw-r--r--, in the upper half as zips have it. */
const [unix, attributes] = [3, 0o100644 * 65_536];

/**
 * The zip of some files: names in the order of their code units, one time, one mode, no folders, no comments.
 * The compression is the library's own, so that it does not change with Node's zlib.
 * @throws Error naming a path that leads out of the zip, or that not every system can unpack
 */
export function zipOf(files: Files): Uint8Array {
  const entries: Zippable = {};
  for (const name of [...files.keys()].toSorted()) {
    if (!isPlain(name)) throw new Error(`“${name}” is no name for a file in a package.`);
    entries[name] = [files.get(name) ?? new Uint8Array(), { mtime: time, os: unix, attrs: attributes, level: 9 }];
  }
  return zipSync(entries);
}

/** A relative path of letters, digits and `._@+-`, without a step up. A name of digits alone would change the order. */
function isPlain(name: string): boolean {
  return name.split('/').every((part) => /^[\w.@+-]+$/.test(part) && !/^\.{1,2}$/.test(part)) && !/^\d+$/.test(name);
}
