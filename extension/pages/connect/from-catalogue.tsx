/** Takes an entry of the catalogue into use, then goes on with it: at once, or after what only the user can tell. */
import { useEffect } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { Template } from '../../../src/core/catalogue';
import type { Overview } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { templateOf, useCatalogue } from '../shared/catalogue';
import { serviceOf } from '../shared/lookups';
import { ProblemNote } from '../shared/note';
import { rich, t } from '../shared/texts';
import { CloseButton, EntryHead, Frame } from './frame';
import { Gone } from './gone';
import { asksFirst } from './offered';
import { go } from './route';
import { Where } from './where';

interface FromProps {
  readonly overview: Overview;
  /** The entry's. */
  readonly id: string;
  /** The request that the sign-in is made for. */
  readonly askId: string | undefined;
}

export function FromCatalogue({ overview, id, askId }: FromProps) {
  const { catalogue, problem } = useCatalogue();
  const template = templateOf(catalogue, id);
  if (problem) {
    return (
      <Frame overview={overview} foot={<CloseButton label={t('close')} />}>
        <h1>{t('connect_service')}</h1>
        <ProblemNote problem={problem} />
      </Frame>
    );
  }
  if (!catalogue) {
    return (
      <Frame overview={overview} foot={null}>
        <h1 class="sr">{t('connect_service')}</h1>
      </Frame>
    );
  }
  if (!template) return <Gone overview={overview} what="service" />;
  if (asksFirst(template)) return <Where overview={overview} template={template} askId={askId} />;
  return <AtOnce overview={overview} template={template} askId={askId} />;
}

/** Nothing is to be told: one click leads from the list to the set-up. */
function AtOnce({ overview, template, askId }: { overview: Overview; template: Template; askId: string | undefined }) {
  const { busy, problem, run } = useAction();
  const isThere = serviceOf(overview, template.id) !== undefined;
  const add = async (): Promise<void> => {
    const service = isThere ? template.id : await call('services.add', { id: template.id });
    go({ service, askId }, true);
  };
  useEffect(() => run(add), []);
  const foot = problem && (
    <div class="buttons">
      <CloseButton label={t('close')} />
      <span class="end" />
      <button class="button large primary" aria-disabled={busy} onClick={() => run(add)}>
        {t('try_again')}
      </button>
    </div>
  );
  return (
    <Frame overview={overview} foot={foot}>
      <EntryHead template={template} title={rich('set_up_title', { service: <bdi>{template.name}</bdi> })} />
      {problem && <ProblemNote problem={problem} name={template.name} />}
    </Frame>
  );
}
