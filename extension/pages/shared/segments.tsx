/** Two to four choices that exclude each other; to the keyboard a radio group, with Home and End. */
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
    <div class="segments" onKeyDown={onKey}>
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

/** Home and End go to the ends. Browsers differ where texts run from right to left: here an arrow goes the way it points, around the end. */
function onKey(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const { key, currentTarget, target } = event;
  const all = [...currentTarget.querySelectorAll<HTMLInputElement>('input:enabled')];
  const at = all.indexOf(target as HTMLInputElement);
  const forward = direction() === 'ltr' ? 'ArrowRight' : 'ArrowLeft';
  const back = direction() === 'ltr' ? 'ArrowLeft' : 'ArrowRight';
  const to = { Home: 0, End: -1, [forward]: (at + 1) % all.length, [back]: at - 1 }[key];
  const choice = to === undefined ? undefined : all.at(to);
  if (!choice) return;
  event.preventDefault();
  choice.focus();
  if (!choice.checked) choice.click();
}
