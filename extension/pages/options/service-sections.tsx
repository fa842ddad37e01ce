/** The sections of a service's form: its name, its sign-in, its API, and the ways in which it differs. */
import { isEntered } from '../../../src/core/is-entered';
import { SelectField } from '../shared/field';
import { protocolText } from '../shared/service-badges';
import { t } from '../shared/texts';
import { DraftInput, Fold, hinted, type SectionProps } from './draft-input';
import { EnteredFolds, EnteredSignIn } from './entered-sections';
import { OAuth1Differences } from './oauth1-sections';
import { OAuth2Folds, OAuth2SignIn } from './oauth2-sections';
import type { Draft } from './service-draft';

const protocols: readonly Draft['protocol'][] = ['oauth2', 'oauth1', 'api-key', 'basic'];

export function NameSection(part: SectionProps) {
  return (
    <section class="stack loose">
      <div class="pair">
        <DraftInput field="name" part={part} plain />
        <SelectField<Draft['protocol']>
          label={t('label_protocol')}
          value={part.draft.protocol}
          onPick={(protocol) => part.set({ protocol })}
          options={protocols.map((protocol) => [protocol, protocolText(protocol)] as const)}
        />
      </div>
    </section>
  );
}

export function SignInSection(part: SectionProps) {
  const { protocol } = part.draft;
  return (
    <section class="stack loose">
      <div class="sechead">
        <h3>{t('sign_in_section')}</h3>
      </div>
      {protocol === 'oauth1' && (
        <>
          <DraftInput field="requestTokenUrl" part={part} />
          <DraftInput field="authorizeUrl" part={part} />
          <DraftInput field="accessTokenUrl" part={part} />
          <DraftInput field="revokeUrl" part={part} />
        </>
      )}
      {protocol === 'oauth2' && <OAuth2SignIn {...part} />}
      {isEntered(part.draft) && <EnteredSignIn {...part} protocol={part.draft.protocol} />}
    </section>
  );
}

export function ApiSection(part: SectionProps) {
  const { protocol } = part.draft;
  const entered = isEntered(part.draft);
  return (
    <section class="stack loose">
      <div class="sechead">
        <h3>{t('api_section')}</h3>
      </div>
      <DraftInput {...hinted('apiHosts', part)} {...(entered && { label: t('label_apiHosts_entered') })} />
      <div>
        {protocol === 'oauth1' && <OAuth1Fold {...part} />}
        {protocol === 'oauth2' && (
          <>
            <Fold title={t('fold_developers')} draft={part.draft} of={['registerUrl', 'appType', 'redirectUrl', 'docs']}>
              <Developers {...part} />
            </Fold>
            <OAuth2Folds {...part} />
          </>
        )}
        {entered && (
          <>
            <EnteredFolds {...part} />
            <Fold title={t('label_docs')} draft={part.draft} of={['docs']}>
              <DraftInput field="docs" part={part} />
            </Fold>
          </>
        )}
      </div>
    </section>
  );
}

function Developers(part: SectionProps) {
  return (
    <>
      <div class="pair">
        <DraftInput field="registerUrl" part={part} />
        <DraftInput field="appType" part={part} plain />
      </div>
      <DraftInput {...hinted('redirectUrl', part)} />
      <DraftInput field="docs" part={part} />
    </>
  );
}

function OAuth1Fold(part: SectionProps) {
  return (
    <details class="more">
      <summary>{t('differences')}</summary>
      <div class="stack loose folded">
        <Developers {...part} />
        <div class="pair">
          <DraftInput {...hinted('subject', part)} />
          <DraftInput {...hinted('label', part)} />
        </div>
        <OAuth1Differences {...part} />
      </div>
    </details>
  );
}
