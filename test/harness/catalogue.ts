/** A built extension whose catalogue has entries of a test's own in front: practice services with the ports of this run. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Catalogue, Template } from '../../src/core/catalogue';

export interface CatalogueFolder {
  /** Of the copy: to be loaded in place of the built one. */
  readonly folder: string;
  remove(): Promise<void>;
}

/**
 * Copies a built extension and puts these entries at the top of its catalogue. The copy has the same id where the manifest has a key.
 * The build's own checks do not look at them: they may lead to this computer.
 *
 * @param folder of the built extension, which stays as it is
 * @throws Error when the folder holds no catalogue
 */
export async function withCatalogue(folder: string, templates: readonly Template[]): Promise<CatalogueFolder> {
  const copy = await mkdtemp(path.join(os.tmpdir(), 'countersign-catalogue-'));
  await cp(folder, copy, { recursive: true });
  await rewriteCatalogue(copy, templates);
  return { folder: copy, remove: () => rm(copy, { recursive: true }) };
}

/** Puts these entries in front of the others, in place: what an update of the product would bring. An entry with the same id goes. */
export async function rewriteCatalogue(folder: string, templates: readonly Template[]): Promise<void> {
  const file = path.join(folder, 'catalogue.json');
  const { services } = JSON.parse(await readFile(file, 'utf8')) as Catalogue;
  const ids = new Set(templates.map(({ id }) => id));
  const catalogue: Catalogue = { services: [...templates, ...services.filter(({ id }) => !ids.has(id))] };
  await writeFile(file, JSON.stringify(catalogue));
}
