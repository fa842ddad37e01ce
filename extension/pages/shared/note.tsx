/** Notes: grey says, wax asks, red reports. First what happened, then what to do. */
import type { ComponentChildren } from 'preact';
import type { Problem } from '../../../src/core/errors';
import { Icon } from './icons';
import { problemTexts, t } from './texts';

export function Note({ look, children }: { look?: 'wax' | 'bad' | 'petrol'; children: ComponentChildren }) {
  return (
    <div class={`note ${look ?? ''}`}>
      <Icon name={look === 'wax' || look === 'bad' ? 'alert' : 'info'} />
      <div>{children}</div>
    </div>
  );
}

/** A failure in a note, read out when it appears. */
export function ProblemNote({ problem, name, look = 'bad' }: { problem: Problem; name?: string; look?: 'wax' | 'bad' }) {
  const { title, rest, todo } = problemTexts(problem, name);
  return (
    <div role="alert">
      <Note look={look}>
        <p>
          <b>{t('sentence', { text: title })}</b> {rest}
        </p>
        <p>{todo}</p>
      </Note>
    </div>
  );
}
