/** The icon set: 16-unit grid, round ends, drawn in the colour of the text. Each icon is decoration beside a word or a name. */
import type { JSX } from 'preact';

/**
 * Made anew each time: a node that is kept remembers the page's nodes around it as they were when it was first shown, with
 * whatever had been typed there.
 */
const drawings = {
  settings: () => (
    <>
      <path d="M2 4.75h6.5M12.5 4.75H14M2 11.25h1.5M7.5 11.25H14" />
      <circle cx="10.5" cy="4.75" r="1.75" />
      <circle cx="5.5" cy="11.25" r="1.75" />
    </>
  ),
  lock: () => (
    <>
      <rect x="3" y="7" width="10" height="6.5" rx="1.5" />
      <path d="M5.25 7V5a2.75 2.75 0 0 1 5.5 0v2" />
    </>
  ),
  shield: () => (
    <path d="M8 1.9c1.6 1.2 3.3 1.75 5.25 1.85 0 4.9-1.3 8.3-5.25 10.35C4.05 12.05 2.75 8.65 2.75 3.75 4.7 3.65 6.4 3.1 8 1.9Z" />
  ),
  pulse: () => <path d="M1.75 8.5h2.75l1.75-5 3.25 9 1.75-4h3" />,
  finger: () => (
    <path d="M3.25 10.5c.5-1.2.6-2.1.6-3.1a4.15 4.15 0 0 1 7.7-2.15M12.2 7.4c0 2.3-.3 4.3-1.1 6.1M6.25 12.75c.6-1.7.9-3.4.9-5.35a.9.9 0 0 1 1.8 0c0 2.3-.3 4.35-1.05 6.35" />
  ),
  search: () => (
    <>
      <circle cx="7" cy="7" r="4.25" />
      <path d="m10.25 10.25 3.25 3.25" />
    </>
  ),
  plus: () => <path d="M8 3.25v9.5M3.25 8h9.5" />,
  check: () => <path d="m3.25 8.5 3 3 6.5-7" />,
  x: () => <path d="m4 4 8 8M12 4l-8 8" />,
  right: () => <path d="m6.25 3.75 4 4.25-4 4.25" />,
  left: () => <path d="m9.75 3.75-4 4.25 4 4.25" />,
  clock: () => (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M8 4.75V8l2.25 1.5" />
    </>
  ),
  renew: () => (
    <>
      <path d="M13.25 8A5.25 5.25 0 1 1 11.6 4.2" />
      <path d="M13.5 2v3h-3" />
    </>
  ),
  alert: () => (
    <>
      <path d="M8 2.25 14.25 13H1.75z" />
      <path d="M8 6.5v3M8 11.2v.05" />
    </>
  ),
  info: () => (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M8 7.5v3.25M8 5.2v.05" />
    </>
  ),
  copy: () => (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M10.5 3.5v-.25c0-.7-.55-1.25-1.25-1.25h-6C2.55 2 2 2.55 2 3.25v6c0 .7.55 1.25 1.25 1.25h.25" />
    </>
  ),
  open: () => (
    <>
      <path d="M9.5 2.5h4v4M13.25 2.75 7.5 8.5" />
      <path d="M6.5 3.5H4A1.5 1.5 0 0 0 2.5 5v7A1.5 1.5 0 0 0 4 13.5h7a1.5 1.5 0 0 0 1.5-1.5V9.5" />
    </>
  ),
  eye: () => (
    <>
      <path d="M1.5 8S4 3.75 8 3.75 14.5 8 14.5 8 12 12.25 8 12.25 1.5 8 1.5 8Z" />
      <circle cx="8" cy="8" r="1.9" />
    </>
  ),
  eyeoff: () => (
    <path d="M3 3l10 10M6.5 4c.5-.15 1-.25 1.5-.25C12 3.75 14.5 8 14.5 8s-.7 1.2-2 2.35M4.2 5.25C2.45 6.45 1.5 8 1.5 8S4 12.25 8 12.25c.9 0 1.75-.2 2.5-.55" />
  ),
  globe: () => (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M2.25 8h11.5M8 2.25c1.8 1.7 2.5 3.6 2.5 5.75S9.8 12.05 8 13.75C6.2 12.05 5.5 10.15 5.5 8S6.2 3.95 8 2.25Z" />
    </>
  ),
  user: () => (
    <>
      <circle cx="8" cy="5.25" r="2.75" />
      <path d="M2.75 13.5c.6-2.7 2.6-4 5.25-4s4.65 1.3 5.25 4" />
    </>
  ),
  services: () => (
    <>
      <rect x="2.25" y="2.25" width="4.75" height="4.75" rx="1.25" />
      <rect x="9" y="2.25" width="4.75" height="4.75" rx="1.25" />
      <rect x="2.25" y="9" width="4.75" height="4.75" rx="1.25" />
      <path d="M11.375 9v4.75M9 11.375h4.75" />
    </>
  ),
  puzzle: () => (
    <path d="M6.25 3.5a1.5 1.5 0 0 1 3 0v.75h3v3h.5a1.5 1.5 0 0 1 0 3h-.5v3.25h-3.5v-.5a1.25 1.25 0 0 0-2.5 0v.5h-3.5v-3.25h.5a1.5 1.5 0 0 0 0-3h-.5v-3h3.5Z" />
  ),
  activity: () => <path d="M2.5 13.5v-4M6.17 13.5v-8M9.83 13.5v-5.5M13.5 13.5v-11" />,
  lens: () => (
    <>
      <path d="M2.25 3.25h7M2.25 6.5h4M2.25 9.75h2.5" />
      <circle cx="9.75" cy="9.25" r="3.25" />
      <path d="m12.25 11.75 1.75 1.75" />
    </>
  ),
  upload: () => <path d="M8 10.25v-7.5M4.75 5.75 8 2.5l3.25 3.25M2.5 13.25h11" />,
  download: () => <path d="M8 2.25v7.5M4.75 6.75 8 10l3.25-3.25M2.5 13.25h11" />,
  more: () => <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2.25" />,
} satisfies Record<string, () => JSX.Element>;

export type IconName = keyof typeof drawings;

/** Mirrored in right-to-left texts: arrows that point along the reading direction, and lines that begin where texts do. */
const flips = new Set<IconName>(['right', 'left', 'open', 'lens']);

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class={flips.has(name) ? 'icon flip' : 'icon'} viewBox="0 0 16 16" aria-hidden="true">
      {drawings[name]()}
    </svg>
  );
}

/** The product's mark: the open ring, and the pen stroke that enters it. */
export function Logo() {
  return (
    <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
      <path class="m1" d="M14.64 6.16A7.75 7.75 0 1 0 18.67 14.08" />
      <path class="m2" d="M7.4 12.6c1.5.5 2.5 1.8 3.3 3.7C12.6 10.9 16.2 6.9 21.6 4.3" />
    </svg>
  );
}
