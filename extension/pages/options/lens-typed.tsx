/** A request that is typed in, with its keys: they are used for one signature and kept nowhere. Explain goes to the first field to correct. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { Problem } from '../../../src/core/errors';
import type { SignatureExplanation } from '../../../src/core/signature-lens';
import { useAction } from '../shared/action';
import { Note, ProblemNote } from '../shared/note';
import { t } from '../shared/texts';
import { emptyDraft, lensErrorIn, lensFields, typedRequest, type LensDraft, type LensError, type LensField } from './lens-draft';
import { LensKeys, LensMore, LensRequest } from './lens-typed-fields';

export function LensTyped({ onExplained }: { onExplained: (explanation: SignatureExplanation | undefined) => void }) {
  const [draft, setDraft] = useState<LensDraft>(emptyDraft);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  /** The draft that is explained below. */
  const [explained, setExplained] = useState<LensDraft | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);
  const { busy, problem, run } = useAction();
  const refused = refusedField(problem);
  // Keys and explanation go together when the page is left.
  useEffect(() => () => onExplained(undefined), []);

  const submit = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    const wrong = lensFields.find((field) => lensErrorIn(draft, field));
    if (wrong) {
      const found = form.current?.elements.namedItem(wrong);
      if (found instanceof HTMLElement) {
        found.closest('details')?.setAttribute('open', '');
        found.focus();
      }
      return;
    }
    run(async () => {
      onExplained(await call('lens.explain', typedRequest(draft)));
      setExplained(draft);
      requestAnimationFrame(() => document.querySelector('.lens')?.scrollIntoView({ block: 'start' }));
    });
  };
  const part = {
    draft,
    set: (change: Partial<LensDraft>) => setDraft({ ...draft, ...change }),
    error: (field: LensField): LensError | undefined => {
      const wrong = tried || left.has(field) ? lensErrorIn(draft, field) : undefined;
      return wrong ?? (refused === field && !busy ? 'wrong' : undefined);
    },
    onLeave: (field: LensField) => setLeft(new Set([...left, field])),
  };
  return (
    <form ref={form} class="card panel" noValidate onSubmit={submit} aria-label={t('lens_typed_in')}>
      <section class="stack loose">
        <Note>
          <p>{t('typed_keys')}</p>
        </Note>
        <LensRequest {...part} />
      </section>
      <section class="stack loose">
        <LensKeys {...part} />
        <LensMore {...part} />
      </section>
      <section class="stack">
        {problem && !refused && <ProblemNote problem={problem} />}
        <div class="buttons">
          <button class="button primary" aria-disabled={busy}>
            {t('explain')}
          </button>
          <span class="small faint" role="status">
            {explained && (explained === draft ? t('typed_explained') : t('typed_changed'))}
          </span>
        </div>
      </section>
    </form>
  );
}

/** The field that the worker could not use. */
function refusedField(problem: Problem | undefined): LensField | undefined {
  if (problem?.code === 'key_invalid') return 'consumerSecret';
  const about = problem?.code === 'invalid_input' ? problem.about : undefined;
  return about === 'Content-Type' ? 'contentType' : lensFields.find((field) => field === about);
}
