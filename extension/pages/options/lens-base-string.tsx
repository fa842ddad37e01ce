/** A base string: three parts in three inks, joined by "&", and named, so that colour is never the only cue. */
import type { SignatureExplanation } from '../../../src/core/signature-lens';
import { t } from '../shared/texts';

const inks = ['a', 'b', 'c'] as const;

export function BaseString({ parts }: { parts: SignatureExplanation['parts'] }) {
  return (
    <>
      <div class="well">
        {parts.map((part, index) => (
          <>
            {index > 0 && '&'}
            <span class={inks[index]}>{part}</span>
          </>
        ))}
      </div>
      <PartNames />
    </>
  );
}

/** The names of the three parts, in their inks and their order. */
function PartNames() {
  return (
    <p class="part-names">
      <span class="a">{t('part_method')}</span> &amp; <span class="b">{t('part_address')}</span> &amp;{' '}
      <span class="c">{t('part_parameters')}</span>
    </p>
  );
}

/** A base string with what differs marked. @param from the first character that differs @param to where the same begins again */
export function MarkedBaseString({ text, from, to }: { text: string; from: number; to: number }) {
  let at = 0;
  const pieces = text.split(/(&)/u).flatMap((piece, index) => {
    const start = at;
    at += piece.length;
    const ink = index % 2 ? '' : (inks[Math.min(index / 2, 2)] ?? '');
    return cut(piece, from - start, to - start).map(([part, isMarked]) => ({ part, isMarked, ink }));
  });
  return (
    <div class="well">
      {pieces.map(({ part, isMarked, ink }) => (isMarked ? <mark class={ink}>{part}</mark> : <span class={ink}>{part}</span>))}
      {from === to && from === text.length && <mark class="gap" />}
    </div>
  );
}

/** A piece in up to three: before, inside and after what is marked. An empty mark shows where something is missing. */
function cut(piece: string, from: number, to: number): [text: string, isMarked: boolean][] {
  if (from === to && from >= 0 && from < piece.length) {
    return [
      [piece.slice(0, from), false],
      ['', true],
      [piece.slice(from), false],
    ];
  }
  const [start, end] = [Math.max(0, from), Math.max(0, to)];
  const all: [string, boolean][] = [
    [piece.slice(0, start), false],
    [piece.slice(start, end), true],
    [piece.slice(Math.max(start, end)), false],
  ];
  return all.filter(([text]) => text !== '');
}
