/** The dialog, only for what can't be undone: says what will happen; focus starts in the field to type, or on the safe side. */
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

interface DialogProps {
  readonly title: ComponentChildren;
  readonly children: ComponentChildren;
  readonly keep: string;
  readonly destroy: string;
  readonly busy: boolean;
  /** False until what must be typed is there. */
  readonly ready?: boolean;
  readonly onKeep: () => void;
  readonly onDestroy: () => void;
}

export function Dialog({ title, children, keep, destroy, busy, ready = true, onKeep, onDestroy }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const safe = useRef<HTMLButtonElement>(null);
  const id = useId();
  // Before anything else may happen: the next key must find the focus in its place.
  useLayoutEffect(() => {
    const before = document.activeElement;
    const shown = dialog.current;
    shown?.showModal();
    (shown?.querySelector('input') ?? safe.current)?.focus();
    return () => {
      shown?.close(); // as long as it is open, nothing beneath it takes the focus
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onKeep();
      }}
    >
      <h2 id={id}>{title}</h2>
      <div class="stack">{children}</div>
      <div class="buttons">
        <button ref={safe} type="button" class="button" onClick={onKeep}>
          {keep}
        </button>
        <button
          type="button"
          class="button danger primary"
          aria-disabled={busy || !ready}
          onClick={() => busy || !ready || onDestroy()}
        >
          {destroy}
        </button>
      </div>
    </dialog>
  );
}
