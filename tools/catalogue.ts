/** Joins the catalogue's entries into the one file that ships: `catalogue.json`, with the licence of the data behind it. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin, ResolvedConfig } from 'vite';
import type { Catalogue, Template } from '../src/core/catalogue.ts';
import { checkedTemplate } from '../src/services/template.ts';
import { textsIn } from '../src/services/texts.ts';
import { unverified, type Dropped } from './grant.ts';

const folder = 'src/services/catalogue';
/** The name of the schema for editors, which lies beside the entries. */
export const schemaFile = 'service.schema.json';

/**
 * The entries that were checked by hand, by name.
 * @throws Error naming the file and the field that is wrong
 */
export function checkedEntries(from = folder): Template[] {
  const files = readdirSync(from).filter((file) => file.endsWith('.json') && file !== schemaFile);
  return files.map((file) => entryIn(path.join(from, file))).toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
}

function entryIn(file: string): Template {
  try {
    const template = checkedTemplate(JSON.parse(readFileSync(file, 'utf8')));
    if (`${template.id}.json` !== path.basename(file)) throw new Error('id: not the name of the file');
    if (template.unverified) throw new Error('unverified: an entry of the catalogue itself is checked');
    return template;
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** The whole catalogue, those that were checked first, and what was left out of the rest. @throws Error as {@link checkedEntries} */
export function readCatalogue(from = folder): Catalogue & { readonly dropped: readonly Dropped[] } {
  const own = checkedEntries(from);
  const { entries, dropped } = unverified(own);
  return { services: [...own, ...entries.map(checkedTemplate)], dropped };
}

/** Every address that secrets go to and the catalogue names, as it is written there: no script may hold one. */
export function catalogueAddresses({ services }: Catalogue): string[] {
  const pages = ['docs', 'registerUrl', 'keyUrl'];
  const texts = services.flatMap((service) => textsIn(service)).filter(({ path: [field = ''] }) => !pages.includes(field));
  const addresses = texts.map(({ text }) => text).filter((text) => /^https:\/\/(?!\{\w+\}$)/.test(text));
  return [...new Set(addresses)];
}

/** Writes the catalogue into the extension, for each build and for the development server. An invalid entry fails the build. */
export function catalogueFile(): Plugin {
  let config: ResolvedConfig;
  const write = (): void => {
    const { services } = readCatalogue();
    mkdirSync(config.build.outDir, { recursive: true });
    writeFileSync(path.join(config.build.outDir, 'catalogue.json'), JSON.stringify({ services } satisfies Catalogue));
    const licence = readFileSync('tools/grant-licence.txt');
    writeFileSync(path.join(config.build.outDir, 'catalogue-licence.txt'), licence);
  };
  return {
    name: 'countersign:catalogue',
    configResolved(resolved) {
      config = resolved;
    },
    buildStart: write, // for the development server, which writes no bundle
    writeBundle: write, // the folder was emptied meanwhile
  };
}

/** `node tools/run.mjs tools/catalogue.ts --list`: how many entries there are, and what was left out. */
export function main(args: readonly string[]): void {
  const { services, dropped } = readCatalogue();
  const open = services.filter((service) => service.unverified).length;
  console.log(`${services.length - open} checked, ${open} not verified, ${dropped.length} left out.`);
  if (args.includes('--list')) for (const { id, why } of dropped) console.log(`${id}: ${why}`);
}
