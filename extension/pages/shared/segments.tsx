/** Two to four choices that exclude each other; to the keyboard a radio group. */
import { useId } from 'preact/hooks';
import { direction } from '../../../src/platform/language';

export interface Segment<T extends string> {
  readonly value: T;
  readonly label: string;
  /** It allows something: shown in petrol when chosen. */
  readonly on?: boolean;
  readonly title?: string;
  readonly disabled?: boolean;
}

interface SegmentsProps<T extends string> {
  readonly value: T;
  readonly options: readonly Segment<T>[];
  readonly onPick: (value: T) => void;
}

/** Stands in a `fieldset` whose `legend` names it. */
export function Segments<T extends string>({ value, options, onPick }: SegmentsProps<T>) {
  const group = useId();
  return (
    <div class="segments" onKeyDown={followArrow}>
      {options.map((option) => (
        <label key={option.value} class={option.on ? 'on' : ''} title={option.title}>
          <input
            type="radio"
            name={group}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onPick(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}

/** Browsers differ where texts run from right to left: here an arrow always goes the way it points, around the end. */
function followArrow(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
  event.preventDefault();
  const step = (event.key === 'ArrowRight') === (direction() === 'ltr') ? 1 : -1;
  const all = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input:not(:disabled)')];
  const next = all.at((all.indexOf(event.target as HTMLInputElement) + step) % all.length);
  next?.focus();
  next?.click();
}
