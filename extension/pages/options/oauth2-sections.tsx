/** The fields of a service's form that only OAuth 2.0 has: plain ones first, the ways in which a service differs folded. */
import { clientAuths, oauth2Quirks, oauth2Ways } from '../../../src/core/choices';
import type { OAuth2Quirk } from '../../../src/core/oauth2-service';
import { t } from '../shared/texts';
import { DraftArea, DraftChoice, DraftInput, Fold, hinted, Tick, type SectionProps } from './draft-input';
import { askingParameters } from './oauth2-draft';
import { quirkText } from './quirk-text';
import { VendorFold } from './vendor-fields';
import { WhoFields } from './who-fields';
import { WaysField } from './ways-field';

/** What every service has. */
export function OAuth2SignIn(part: SectionProps) {
  return (
    <>
      <DraftInput field="authorizeUrl" part={part} />
      <DraftInput field="tokenUrl" part={part} />
      <div class="scopes-field">
        <DraftArea {...hinted('scopes', part)} />
      </div>
      <DraftChoice field="clientAuth" part={part} options={clientAuths.map((auth) => [auth, t(`clientauth_${auth}`)] as const)} />
    </>
  );
}

/** What some services have, and how some differ. */
export function OAuth2Folds(part: SectionProps) {
  return (
    <>
      <WaysFold {...part} />
      <IdentityFold {...part} />
      <AskingFold {...part} />
      <TokensFold {...part} />
      <Fold title={t('fold_api')} draft={part.draft} of={['apiHeaders', 'headers']}>
        <DraftArea {...hinted('apiHeaders', part)} />
        <DraftInput {...hinted('headers', part)} />
      </Fold>
      <VendorFold {...part} />
    </>
  );
}

function WaysFold(part: SectionProps) {
  const { draft, set } = part;
  return (
    <Fold title={t('fold_ways')} draft={draft} of={['oauth2Ways', 'deviceUrl', 'registrationUrl', 'revokeUrl']}>
      <WaysField all={oauth2Ways} chosen={draft.oauth2Ways} onChange={(oauth2Ways) => set({ oauth2Ways })} />
      {(draft.oauth2Ways.includes('device') || draft.deviceUrl !== '') && <DraftInput {...hinted('deviceUrl', part)} />}
      <DraftInput {...hinted('registrationUrl', part)} />
      <DraftInput field="revokeUrl" part={part} />
    </Fold>
  );
}

function IdentityFold(part: SectionProps) {
  const { draft, set } = part;
  return (
    <Fold
      title={t('fold_identity')}
      draft={draft}
      of={['issuer', 'issInRedirect', 'jwksUrl', 'idTokenAlgs', 'userinfoUrl', 'userinfoMethod', 'subject', 'label']}
    >
      <DraftInput {...hinted('issuer', part)} />
      <Tick name="issInRedirect" checked={draft.issInRedirect} onChange={(issInRedirect) => set({ issInRedirect })}>
        {t('label_issInRedirect')}
      </Tick>
      <div class="pair">
        <DraftInput {...hinted('jwksUrl', part)} />
        <DraftInput {...hinted('idTokenAlgs', part)} />
      </div>
      <WhoFields url={{ field: 'userinfoUrl', part }} method="userinfoMethod" part={part} />
    </Fold>
  );
}

function AskingFold(part: SectionProps) {
  return (
    <Fold
      title={t('fold_asking')}
      draft={part.draft}
      of={[...askingParameters, 'parUrl', 'resource', 'pkce', 'scopeSeparator', 'clientIdName']}
    >
      <div class="pair">
        {askingParameters.map((field) => (
          <DraftArea key={field} {...hinted(field, part)} />
        ))}
      </div>
      <div class="pair">
        <DraftChoice
          field="pkce"
          part={part}
          options={(['S256', 'hex', 'none'] as const).map((value) => [value, t(`pkce_${value}`)] as const)}
        />
        <DraftChoice
          field="scopeSeparator"
          part={part}
          options={[
            [' ', t('separator_space')],
            [',', t('separator_comma')],
            ['+', t('separator_plus')],
          ]}
        />
      </div>
      <DraftInput {...hinted('parUrl', part)} />
      <div class="pair">
        <DraftArea {...hinted('resource', part)} />
        <DraftInput {...hinted('clientIdName', part)} />
      </div>
    </Fold>
  );
}

function TokensFold(part: SectionProps) {
  const { draft, set } = part;
  const toggle = (quirk: OAuth2Quirk, on: boolean): void =>
    set({ quirks: on ? [...draft.quirks, quirk] : draft.quirks.filter((each) => each !== quirk) });
  return (
    <Fold
      title={t('fold_tokens')}
      draft={draft}
      of={[
        'tokenRequest',
        'tokenParameters',
        'tokenAt',
        'expiresIn',
        'expiresAtFrom',
        'apiHostFrom',
        'tokenPrefix',
        'renewUrl',
        'dpop',
        'deadTokenCodes',
        'quirks',
      ]}
    >
      <div class="pair">
        <DraftChoice
          field="tokenRequest"
          part={part}
          options={[
            ['form', t('carry_form')],
            ['json', t('carry_json')],
          ]}
        />
        <DraftInput field="renewUrl" part={part} hint={t('hint_renewUrl2')} />
      </div>
      <DraftArea {...hinted('tokenParameters', part)} />
      <div class="pair">
        <DraftInput {...hinted('tokenAt', part)} />
        <DraftInput {...hinted('tokenPrefix', part)} />
      </div>
      <div class="pair">
        <DraftInput {...hinted('expiresIn', part)} />
        <DraftInput {...hinted('expiresAtFrom', part)} />
      </div>
      <div class="pair">
        <DraftInput field="apiHostFrom" part={part} hint={t('hint_apiHostFrom2')} />
        <DraftInput {...hinted('deadTokenCodes', part)} />
      </div>
      <fieldset>
        <legend class="label">{t('label_requests')}</legend>
        <Tick name="dpop" checked={draft.dpop} onChange={(dpop) => set({ dpop })}>
          {t('label_dpop')}
        </Tick>
        {oauth2Quirks.map((quirk) => (
          <Tick key={quirk} name={quirk} checked={draft.quirks.includes(quirk)} onChange={(on) => toggle(quirk, on)}>
            {quirkText(quirk)}
          </Tick>
        ))}
      </fieldset>
    </Fold>
  );
}
