/** The engraving on our pages: the user's mark, the band of a connect window, the stamp, the ghost of an empty state. */
import { useMemo } from 'preact/hooks';
import { markWords } from './mark';
import { bandPath, rosettePaths } from './rosette';
import { rich, t } from './texts';

interface RosetteProps {
  readonly seed: number;
  readonly look?: 'small' | 'middle' | 'large' | 'ghost';
}

/** A rosette without a name of its own: what it stands for is said beside it. */
export function Rosette({ seed, look = 'small' }: RosetteProps) {
  const lines = { small: 3, ghost: 3, middle: 7, large: 12 }[look];
  const { one, two } = useMemo(() => rosettePaths(seed, lines), [seed, lines]);
  return (
    <svg class={`rosette ${look}`} viewBox="0 0 100 100" aria-hidden="true" {...(lines > 3 ? {} : { 'data-small': '' })}>
      <path class="g1" d={one} />
      <path class="g2" d={two} />
    </svg>
  );
}

/** The band of interlaced waves, as wide as its place. */
export function Band({ width = 480, kind = 'band' }: { width?: number; kind?: 'band' | 'line' }) {
  const path = useMemo(() => bandPath(width, 20), [width]);
  return (
    <svg class={kind} viewBox={`0 0 ${width} 20`} preserveAspectRatio="none" aria-hidden="true">
      <path vector-effect="non-scaling-stroke" d={path} />
    </svg>
  );
}

/** The user's mark in the head of a window: two words and the engraving, read out as "Your mark, quiet harbour". */
export function YourMark({ seed }: { seed: number }) {
  return (
    <span class="yours">
      <span class="sr">{t('your_mark_is', { words: markWords(seed) })}</span>
      <span aria-hidden="true">{markWords(seed)}</span>
      <Rosette seed={seed} />
    </span>
  );
}

/** The user's mark at the foot of the options page. */
export function MarkFoot({ seed }: { seed: number }) {
  return (
    <div class="foot">
      <Rosette seed={seed} />
      <span>
        <b>{t('your_mark')}</b>
        {markWords(seed)}
      </span>
    </div>
  );
}

/** The user's mark where it is introduced. */
export function MarkIntroduced({ seed }: { seed: number }) {
  return (
    <p class="small faint">{rich('first_mark', { mark: <b>{t('first_mark_name')}</b>, words: <i>{markWords(seed)}</i> })}</p>
  );
}
