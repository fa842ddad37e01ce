/** What services have whose accounts are entered (an API key; a user name and password), as fields of a form, and back. */
import type { EnteredId } from '../../../src/core/is-entered';
import { placesIn } from '../../../src/core/template';
import type { ApiKeyService, BasicService, EntryField } from '../../../src/core/entered-service';
import { isHeader } from './draft-lines';

export type EnteredService = ApiKeyService | BasicService;

/** One row of the values that the user enters. */
export interface FieldRow {
  readonly name: string;
  readonly label: string;
  readonly kind: 'secret' | 'text';
  readonly hint: string;
}
export type CarryRow = ApiKeyService['carry'][number];

export interface EnteredDraft {
  readonly rows: Readonly<Record<EnteredId, readonly FieldRow[]>>;
  readonly carry: readonly CarryRow[];
  readonly probeMethod: 'GET' | 'POST';
  readonly userTemplate: string;
  readonly passwordTemplate: string;
  readonly hostTemplate: string;
  readonly probeUrl: string;
  readonly keyUrl: string;
}

/** Of a new one: what most services have. */
export const usualEntered: EnteredDraft = {
  rows: {
    'api-key': [{ name: 'key', label: 'API key', kind: 'secret', hint: '' }],
    basic: [
      { name: 'user', label: 'User name', kind: 'text', hint: '' },
      { name: 'password', label: 'Password', kind: 'secret', hint: '' },
    ],
  },
  carry: [{ in: 'header', name: 'Authorization', value: 'Bearer {key}' }],
  probeMethod: 'GET',
  userTemplate: '{user}',
  passwordTemplate: '{password}',
  hostTemplate: '',
  probeUrl: '',
  keyUrl: '',
};

export function toEnteredDraft(service: EnteredService): EnteredDraft {
  const rows = service.fields.map(({ hint = '', ...field }) => ({ ...field, hint }));
  return {
    ...usualEntered,
    rows: { ...usualEntered.rows, [service.protocol]: rows },
    hostTemplate: service.hostTemplate ?? '',
    probeUrl: service.probe?.url ?? '',
    probeMethod: service.probe?.method ?? 'GET',
    keyUrl: service.keyUrl ?? '',
    ...(service.protocol === 'api-key'
      ? { carry: service.carry }
      : { userTemplate: service.user, passwordTemplate: service.password }),
  };
}

type Part = Pick<ApiKeyService, 'protocol' | 'carry'> | Pick<BasicService, 'protocol' | 'user' | 'password'>;

/** The entry's part. @param identity where the probe's answer names the person */
export function fromEnteredDraft(
  draft: EnteredDraft,
  protocol: EnteredId,
  identity: { readonly subject: string; readonly label?: string } | undefined,
  before: EnteredService | undefined,
): Part & Pick<EnteredService, 'fields' | 'hostTemplate' | 'probe' | 'keyUrl'> {
  const fields = draft.rows[protocol].map(({ name, label, kind, hint }): EntryField => ({
    name: name.trim(),
    label: label.trim(),
    kind,
    ...(hint.trim() && { hint: hint.trim() }),
  }));
  const tellsMethod = before?.probe?.method !== undefined || draft.probeMethod !== 'GET';
  const probe = { url: draft.probeUrl.trim(), ...(tellsMethod && { method: draft.probeMethod }), ...(identity && { identity }) };
  const part: Part =
    protocol === 'api-key'
      ? { protocol, carry: draft.carry.map((row) => ({ ...row, name: row.name.trim() })) }
      : { protocol, user: draft.userTemplate, password: draft.passwordTemplate };
  return {
    ...part,
    fields,
    ...(draft.hostTemplate.trim() && { hostTemplate: draft.hostTemplate.trim() }),
    ...(probe.url && { probe }),
    ...(draft.keyUrl.trim() && { keyUrl: draft.keyUrl.trim() }),
  };
}

export type RowError = 'missing' | 'field_name' | 'twice' | 'no_secret' | 'header' | 'query' | 'template' | 'place';

/** The places of a template that no field fills, or text that can't travel in a header. */
export function templateError({ rows }: EnteredDraft, protocol: EnteredId, template: string): RowError | undefined {
  if (!/^[\x20-\x7e]{0,300}$/u.test(template)) return 'template';
  const known = new Set(rows[protocol].map(({ name }) => name.trim()));
  return placesIn(template).every((place) => known.has(place)) ? undefined : 'place';
}

/** What is wrong in the rows, by the names of their inputs, in their order on the page. */
export function rowErrors(draft: EnteredDraft, protocol: EnteredId): readonly (readonly [string, RowError])[] {
  const rows = draft.rows[protocol];
  const names = rows.map(({ name }) => name.trim());
  const found: [string, RowError | undefined][] = rows.flatMap(({ label }, at): [string, RowError | undefined][] => [
    [`field-${at}-label`, label.trim() ? undefined : 'missing'],
    [`field-${at}-name`, fieldNameError(names, at)],
  ]);
  if (!rows.some(({ kind }) => kind === 'secret')) found.push(['add-field', 'no_secret']);
  if (protocol === 'api-key') {
    if (draft.carry.length === 0) found.push(['add-carry', 'missing']);
    for (const [at, row] of draft.carry.entries()) {
      found.push([`carry-${at}-name`, carryNameError(row)], [`carry-${at}-value`, templateError(draft, protocol, row.value)]);
    }
  }
  return found.filter((each): each is [string, RowError] => each[1] !== undefined);
}

function fieldNameError(names: readonly string[], at: number): RowError | undefined {
  const name = names[at] ?? '';
  if (!/^[a-z][A-Za-z0-9]{0,30}$/u.test(name)) return 'field_name';
  return names.indexOf(name) < at ? 'twice' : undefined;
}

function carryNameError(row: CarryRow): RowError | undefined {
  const name = row.name.trim();
  if (!name) return 'missing';
  if (row.in === 'query') return /^[\w.~-]{1,80}$/u.test(name) ? undefined : 'query';
  return isHeader(name) || name.toLowerCase() === 'authorization' ? undefined : 'header';
}
