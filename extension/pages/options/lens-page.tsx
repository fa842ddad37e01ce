/** The signature lens: how one OAuth 1.0a request was signed, of the last ones or of one that is typed in. */
import { useEffect, useState } from 'preact/hooks';
import type { SignatureExplanation } from '../../../src/core/signature-lens';
import type { Overview } from '../../../src/messaging/views';
import { CopyButton } from '../shared/copy';
import { Rosette } from '../shared/engraving';
import { ProblemNote } from '../shared/note';
import { useNow } from '../shared/now';
import { t } from '../shared/texts';
import { lensText } from './lens-as-text';
import { LensBar } from './lens-bar';
import { LensSteps } from './lens-steps';
import { LensTyped } from './lens-typed';
import { useTraces } from './use-traces';
import { typedIn, writeView } from './view';

export function LensPage({ overview, open }: { overview: Overview; open: string | undefined }) {
  const { traces, problem } = useTraces(overview);
  const [first, setFirst] = useState<string | undefined>(undefined);
  const [typed, setTyped] = useState<SignatureExplanation | undefined>(undefined);
  const now = useNow();
  // What is shown stays when newer requests arrive.
  const shown = traces?.find(({ id }) => id === first) ?? traces?.[0];
  useEffect(() => setFirst(shown?.id), [shown?.id]);

  const isTyping = open === typedIn;
  const chosen = isTyping ? undefined : (traces?.find(({ id }) => id === open) ?? shown);
  const explanation = isTyping ? typed : chosen?.explanation;
  const isEmpty = traces?.length === 0 && !isTyping;
  return (
    <>
      <header class="lens-width">
        <h1>{t('lens')}</h1>
        <div class="buttons">
          {explanation && <CopyButton value={lensText(explanation, chosen)} label={t('copy_as_text')} look="" />}
        </div>
        <p>{t('lens_text')}</p>
      </header>
      {problem && <ProblemNote problem={problem} />}
      {isEmpty && <NothingYet />}
      {(isTyping || chosen) && (
        <LensBar traces={traces ?? []} chosen={chosen} now={now} explanation={explanation} onPick={goTo} />
      )}
      {isTyping && <LensTyped onExplained={setTyped} />}
      {explanation && <LensSteps key={chosen?.id ?? explanation.carried} explanation={explanation} trace={chosen} />}
    </>
  );
}

function NothingYet() {
  return (
    <div class="card">
      <div class="empty">
        <Rosette seed={7} look="ghost" />
        <h2>{t('lens_empty')}</h2>
        <p class="small">{t('lens_empty_text')}</p>
        <a class="button primary after" href={writeView({ page: 'lens', id: typedIn })}>
          {t('lens_begin')}
        </a>
      </div>
    </div>
  );
}

/** @param id a request's, or {@link typedIn} */
function goTo(id: string): void {
  location.replace(writeView({ page: 'lens', id }));
}
