/** A setting that is on or off: what it is called, what it means, and its switch. */
import type { ComponentChildren } from 'preact';

interface SettingProps {
  /** Names the texts' elements for the switch. */
  readonly id: string;
  readonly title: ComponentChildren;
  readonly means: string;
  /** The title's place among the page's headings. */
  readonly heading: 'h2' | 'h3';
  readonly look?: 'flat' | 'unverified';
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

export function SettingSwitch({ id, title, means, heading: Heading, look, on, onChange }: SettingProps) {
  return (
    <div class={`setting ${look ?? ''}`}>
      <div>
        <Heading id={id}>{title}</Heading>
        <p id={`${id}-means`}>{means}</p>
      </div>
      <input
        type="checkbox"
        class="switch"
        role="switch"
        aria-labelledby={id}
        aria-describedby={`${id}-means`}
        checked={on}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
    </div>
  );
}
