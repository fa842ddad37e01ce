/** An entry of the catalogue: everything that it says, to be read before the first sign-in. */
import { Fragment } from 'preact';
import type { Template } from '../../../src/core/catalogue';
import { openConnect } from '../../../src/platform/page';
import type { Overview, ServiceView } from '../../../src/messaging/views';
import { CopyLine } from '../shared/copy';
import { Note } from '../shared/note';
import { RedirectForms } from '../shared/redirect-forms';
import { rich, t } from '../shared/texts';
import { DeveloperLink } from './out-link';
import { ServiceFacts } from './service-facts';
import { DuplicateLink, ExportLink, ServiceHead } from './service-head';
import { needsOf } from './service-needs';
import { TakenRow } from './service-row';
import { UnverifiedNote } from './unverified-note';

interface TemplateProps {
  readonly overview: Overview;
  readonly template: Template;
  /** The services in use that were made from it. */
  readonly taken: readonly ServiceView[];
  readonly closed: boolean;
}

export function TemplatePanel({ overview, template, taken, closed }: TemplateProps) {
  const { variables = [] } = template;
  return (
    <article class={`card panel ${closed ? 'unchosen' : ''}`} aria-label={template.name}>
      <section>
        <ServiceHead service={template}>
          {template.protocol !== 'brokered' && <DuplicateLink id={template.id} />}
          {variables.length === 0 && <ExportLink id={template.id} />}
          <button type="button" class="button primary" onClick={() => void openConnect({ catalogue: template.id })}>
            {t('sign_in')}
          </button>
        </ServiceHead>
        {template.unverified && <UnverifiedNote />}
      </section>
      {taken.length > 0 && <InUse taken={taken} />}
      {variables.length > 0 && <Asked variables={variables} />}
      <YourApp overview={overview} template={template} />
      <ServiceFacts service={template} />
    </article>
  );
}

function InUse({ taken }: { taken: readonly ServiceView[] }) {
  return (
    <section>
      <div class="sechead">
        <h3>{t('in_use')}</h3>
      </div>
      <ul class="rows bleed">
        {taken.map((view) => (
          <TakenRow key={view.service.id} view={view} current={false} />
        ))}
      </ul>
    </section>
  );
}

/** What is each user's own, and is asked for before the first sign-in. */
function Asked({ variables }: { variables: NonNullable<Template['variables']> }) {
  return (
    <section class="stack loose">
      <div class="sechead">
        <h3>{t('asked_first')}</h3>
      </div>
      <p class="soft">{t('asked_first_text')}</p>
      <dl class="facts entry">
        {variables.map(({ name, label, hint, usual, example }) => (
          <Fragment key={name}>
            <dt>{label}</dt>
            <dd>
              {rich('joined', {
                first: <code>{`{${name}}`}</code>,
                second: t('host_such_as_within', { host: usual ?? example }),
              })}
              {hint && <p class="hint">{hint}</p>}
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

const needsTexts = { nothing: 'app_registers', id: 'needs_text_id', secret: 'needs_text_secret', key: 'needs_text_key' } as const;

/** The app that the service wants to know, and what it has to be registered with. */
function YourApp({ overview, template }: { overview: Overview; template: Template }) {
  const needs = needsOf(template);
  if (needs === 'entered') return null;
  if (needs === 'nothing') {
    return (
      <section class="stack loose">
        <div class="sechead">
          <h3>{t('your_app')}</h3>
        </div>
        <Note>
          <p>
            <b>{t(needsTexts.nothing)}</b> {t('app_registers_text')}
          </p>
        </Note>
      </section>
    );
  }
  return (
    <section class="stack loose">
      <div class="sechead">
        <h3>{t('your_app')}</h3>
        <DeveloperLink url={template.registerUrl} />
      </div>
      <p class="soft">{t(needsTexts[needs])}</p>
      {template.appType !== undefined && (
        <dl class="facts entry">
          <dt>{t('label_appType')}</dt>
          <dd>
            <b>{template.appType}</b>
          </dd>
        </dl>
      )}
      <div class="field">
        <span class="label">{t('redirect_to_register')}</span>
        {template.redirectUrl === undefined && overview.loopbackUrl !== undefined ? (
          <RedirectForms usual={overview.redirectUrl} loopback={overview.loopbackUrl} />
        ) : (
          <CopyLine value={template.redirectUrl ?? overview.redirectUrl} />
        )}
        {template.redirectUrl !== undefined && <p class="hint">{t('redirect_of_entry')}</p>}
      </div>
    </section>
  );
}
