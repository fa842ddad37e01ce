/** The search field: `/` focuses it from anywhere on the page, Escape empties it. */
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from './icons';

interface SearchProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** It has the focus when the page opens. */
  readonly isFirst?: boolean;
}

export function Search({ label, value, onInput, isFirst }: SearchProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (isFirst) input.current?.focus();
  }, []);
  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener('keydown', focus);
    return () => document.removeEventListener('keydown', focus);
  }, []);
  return (
    <div class="with search">
      <Icon name="search" />
      <input
        ref={input}
        class="input"
        type="search"
        placeholder={label}
        aria-label={label}
        aria-keyshortcuts="/"
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <span class="tail key" aria-hidden="true">
        <kbd>/</kbd>
      </span>
    </div>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input:not([type=radio], [type=checkbox]), textarea, select');
}

/** Whether every word that was typed stands in one of the texts. */
export function matches(query: string, ...texts: readonly string[]): boolean {
  const all = texts.join('\n').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => all.includes(word));
}
