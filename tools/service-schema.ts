/**
 * Writes the JSON Schema of the catalogue's entries, so that an editor knows every field while one is typed:
 * `node tools/run.mjs tools/service-schema.ts`. It is made from the schema that the product itself checks entries with, which checks more.
 */
import { writeFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import { serviceSchema } from '../src/services/schema.ts';
import { variablesSchema } from '../src/services/template.ts';
import { schemaFile } from './catalogue.ts';

interface Branch {
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The schema as it stands in the file. */
export function serviceSchemaText(): string {
  const how = { errorMode: 'ignore', typeMode: 'input' } as const;
  const { $schema, ...schema } = toJsonSchema(serviceSchema, how);
  const { $schema: _, ...variables } = toJsonSchema(variablesSchema, how);
  const [kind, branches] = Object.entries(schema).find(([, value]) => Array.isArray(value)) ?? [];
  if (kind === undefined) throw new Error('The schema of services is no choice between protocols any more.');
  const more = { $schema: { type: 'string' }, variables };
  const all = (branches as readonly Branch[]).map((branch) => ({ ...branch, properties: { ...more, ...branch.properties } }));
  const title = 'An entry of the catalogue of services: see docs/services.md';
  return `${JSON.stringify({ $schema, title, ...schema, [kind]: all }, undefined, 2)}\n`;
}

export function main(): void {
  writeFileSync(`src/services/catalogue/${schemaFile}`, serviceSchemaText());
}
