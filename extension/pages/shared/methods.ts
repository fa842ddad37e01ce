/** HTTP methods as people think of them: reading, adding, changing, deleting; any other one by its own name. */
import type { Access } from '../../../src/core/words';
import { grouped } from './grouped';
import { capitalised, list, series, t } from './texts';

/** What a permit allows or a question asks for, as far as methods go. */
export interface Doing {
  readonly access: Access;
  readonly methods?: readonly string[] | undefined;
}

export type MethodKind = 'read' | 'add' | 'change' | 'delete' | 'other';

/** Methods that go together in people's eyes; an unknown method stands alone. */
export interface MethodPart {
  readonly id: string;
  readonly kind: MethodKind;
  readonly methods: readonly string[];
}

const kinds: Readonly<Record<string, MethodKind>> = {
  GET: 'read',
  HEAD: 'read',
  OPTIONS: 'read',
  POST: 'add',
  PUT: 'change',
  PATCH: 'change',
  DELETE: 'delete',
};
const order: readonly MethodKind[] = ['read', 'add', 'change', 'delete', 'other'];
const reading = Object.keys(kinds).filter((method) => kinds[method] === 'read');

/** The methods in groups: reading first, unknown ones last. */
export function methodParts(methods: readonly string[]): readonly MethodPart[] {
  const groups = grouped(new Set(methods), (method) => kinds[method] ?? `other ${method}`);
  return [...groups]
    .map(([id, group]): MethodPart => ({ id, kind: isKind(id) ? id : 'other', methods: group }))
    .toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
}

function isKind(text: string): text is MethodKind {
  return order.some((kind) => kind === text);
}

/** The methods named one by one that do more than the choice "Read only" says; undefined where that choice or the other says it all. */
export function namedMethods({ access, methods }: Doing): readonly string[] | undefined {
  return access === 'change' ? methods : undefined;
}

/** Whether a permit covers all that is wanted, as far as methods go. */
export function coversDoing(permit: Doing, wanted: Doing): boolean {
  const asked = wanted.methods ?? (wanted.access === 'read' ? reading : undefined);
  return asked ? asked.every((method) => coversMethod(permit, method)) : permit.access === 'change' && !permit.methods;
}

/** Whether a permit covers a method. */
export function coversMethod({ access, methods }: Doing, method: string): boolean {
  return (access === 'change' || kinds[method] === 'read') && (methods === undefined || methods.includes(method));
}

/** "Read", "Add (POST)", "Change (PUT, PATCH)", "PROPFIND". */
export function methodText({ kind, methods }: MethodPart): string {
  const names = series(methods);
  if (kind === 'read') return t('method_read');
  if (kind === 'add') return t('method_add', { names });
  if (kind === 'change') return t('method_change', { names });
  return kind === 'delete' ? t('method_delete', { names }) : names;
}

/** "read, add and delete", for use within a sentence. */
export function verbsText(methods: readonly string[]): string {
  return list(methodParts(methods).map((part) => (part.kind === 'other' ? series(part.methods) : t(`verb_${part.kind}`))));
}

/** All of it, as a fact by itself: "Read", "Read, add, change and delete", "Read and add". */
export function doingText({ access, methods }: Doing): string {
  const named = namedMethods({ access, methods });
  if (named) return capitalised(verbsText(named));
  return access === 'read' ? t('method_read') : t('doing_all');
}
