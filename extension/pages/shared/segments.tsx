/** Two to four choices that exclude each other; to the keyboard a radio group, with Home and End. */
import { useId } from 'preact/hooks';

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
    <div class="segments" onKeyDown={toEnds}>
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

function toEnds(event: KeyboardEvent): void {
  const { key, currentTarget } = event;
  if (!(currentTarget instanceof Element) || (key !== 'Home' && key !== 'End')) return;
  const choices = [...currentTarget.querySelectorAll<HTMLInputElement>('input:enabled')];
  const choice = choices.at(key === 'Home' ? 0 : -1);
  if (!choice) return;
  event.preventDefault();
  choice.focus();
  if (!choice.checked) choice.click();
}
