/** What the user lets the caller do: only read, or change too; and which of the methods that were asked for by name. */
import { useState } from 'preact/hooks';
import type { Access } from '../../../src/core/words';
import type { AskView } from '../../../src/messaging/views';
import { coversMethod, methodParts, type Doing, type MethodPart } from '../shared/methods';

export interface DoingChoice {
  /** What is chosen now; never more than was asked. */
  readonly doing: Doing;
  /** Whether the choice can be one or the other at all. */
  readonly canRead: boolean;
  readonly canChange: boolean;
  readonly pick: (access: Access) => void;
  /** The methods that were asked for by name, if more than reading was. */
  readonly parts: readonly MethodPart[];
  readonly ticked: ReadonlySet<string>;
  readonly tick: (ticked: ReadonlySet<string>) => void;
  /** Nothing is left to allow. */
  readonly none: boolean;
}

export function useDoing(ask: AskView): DoingChoice {
  const parts = methodParts((ask.methods ?? []).filter((method) => coversMethod(ask, method)));
  const [access, setAccess] = useState<Access>(ask.access);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => new Set(parts.map(({ id }) => id)));
  if (!ask.methods) {
    const canChange = ask.access === 'change';
    return { doing: { access }, canRead: true, canChange, pick: setAccess, parts: [], ticked, tick: setTicked, none: false };
  }
  const writing = parts.filter(({ kind }) => kind !== 'read');
  const chosen = parts.filter(({ id }) => ticked.has(id));
  const all = (which: readonly MethodPart[]): void => setTicked(new Set(which.map(({ id }) => id)));
  const reads = parts.filter(({ kind }) => kind === 'read');
  return {
    doing: {
      access: chosen.some(({ kind }) => kind !== 'read') ? 'change' : 'read',
      methods: chosen.flatMap(({ methods }) => methods),
    },
    canRead: reads.length > 0,
    canChange: writing.length > 0,
    pick: (to) => all(to === 'read' ? reads : parts),
    parts: writing.length > 0 ? parts : [],
    ticked,
    tick: setTicked,
    none: chosen.length === 0,
  };
}
