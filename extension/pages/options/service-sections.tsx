/** The sections of a service's form: its name, the user's app, its sign-in, its API, and the ways in which it differs. */
import { openTab } from '../../../src/platform/page';
import type { OAuth2Service, Service } from '../../../src/core/words';
import type { Overview, ServiceView } from '../../../src/messaging/views';
import { CopyLine } from '../shared/copy';
import { Field, SecretField, SelectField } from '../shared/field';
import { PrivateKeyEntry } from '../shared/private-key';
import { t } from '../shared/texts';
import { DraftInput, type SectionProps } from './draft-input';
import { OAuth1Differences } from './oauth1-sections';

export function NameSection(part: SectionProps) {
  return (
    <section class="stack loose">
      <div class="pair">
        <DraftInput field="name" part={part} plain />
        <SelectField<Service['protocol']>
          label={t('label_protocol')}
          value={part.draft.protocol}
          onPick={(protocol) => part.set({ protocol })}
          options={[
            ['oauth2', t('protocol_oauth2_long')],
            ['oauth1', t('protocol_oauth1_long')],
          ]}
        />
      </div>
    </section>
  );
}

interface AppProps extends SectionProps {
  readonly overview: Overview;
  readonly view: ServiceView | undefined;
  readonly clientId: string;
  readonly missing: boolean;
  readonly onClientId: (value: string) => void;
  /** Undefined keeps the stored one. */
  readonly secret: string | undefined;
  readonly onSecret: (value: string | undefined) => void;
  /** Whether the key that the worker made is to be used. */
  readonly made: boolean;
  readonly onMade: (made: boolean) => void;
}

export function AppSection(part: AppProps) {
  const { draft, overview, view, clientId, secret } = part;
  const oauth1 = draft.protocol === 'oauth1';
  const isPublic = !oauth1 && draft.clientAuth === 'none';
  const isKey = oauth1 && draft.signatureMethod.startsWith('RSA');
  const stored = view?.app?.hasSecret === true && secret === undefined;
  const idName = oauth1 ? t('consumer_key') : t('client_id');
  const { registerUrl } = view?.service ?? {};
  return (
    <section class="stack loose">
      <div class="sechead">
        <h3>{t('your_app')}</h3>
        {registerUrl && (
          <button type="button" class="link small" onClick={() => void openTab(registerUrl)}>
            {t('open_developer_page')}
          </button>
        )}
      </div>
      <div class="pair">
        <Field
          name="clientId"
          label={idName}
          value={clientId}
          onInput={part.onClientId}
          onLeave={() => part.onLeave('clientId')}
          error={part.missing ? t('field_missing', { field: idName }) : undefined}
        />
        {isKey ? (
          <PrivateKeyEntry
            name="clientSecret"
            view={view}
            made={part.made}
            onMade={part.onMade}
            value={secret ?? ''}
            onInput={(value) => part.onSecret(value || undefined)}
            placeholder={secretPlaceholder(stored, secret, isPublic)}
          />
        ) : (
          <SecretField
            name="clientSecret"
            label={oauth1 ? t('consumer_secret') : t('client_secret')}
            value={secret ?? ''}
            onInput={(value) => part.onSecret(value || undefined)}
            placeholder={secretPlaceholder(stored, secret, isPublic)}
            hint={
              stored && (
                <button type="button" class="link" onClick={() => part.onSecret('')}>
                  {t('secret_remove')}
                </button>
              )
            }
          />
        )}
      </div>
      <div class="field">
        <span class="label">{t('redirect_to_register')}</span>
        <CopyLine value={overview.redirectUrl} />
      </div>
    </section>
  );
}

function secretPlaceholder(stored: boolean, secret: string | undefined, isPublic: boolean): string | undefined {
  if (stored) return t('secret_stored');
  if (secret === '') return t('secret_will_go');
  return isPublic ? t('secret_none') : undefined;
}

export function SignInSection(part: SectionProps) {
  const oauth1 = part.draft.protocol === 'oauth1';
  return (
    <section class="stack loose">
      <div class="sechead">
        <h3>{t('sign_in_section')}</h3>
      </div>
      {oauth1 ? (
        <>
          <DraftInput field="requestTokenUrl" part={part} />
          <DraftInput field="authorizeUrl" part={part} />
          <DraftInput field="accessTokenUrl" part={part} />
          <DraftInput field="revokeUrl" part={part} />
        </>
      ) : (
        <>
          <div class="pair">
            <SelectField<OAuth2Service['clientAuth']>
              label={t('label_clientAuth')}
              value={part.draft.clientAuth}
              onPick={(clientAuth) => part.set({ clientAuth })}
              options={[
                ['none', t('client_auth_none')],
                ['client_secret_basic', t('client_auth_basic')],
                ['client_secret_post', t('client_auth_post')],
              ]}
            />
            <DraftInput field="scopes" part={part} hint={t('hint_scopes')} />
          </div>
          <DraftInput field="authorizeUrl" part={part} />
          <DraftInput field="tokenUrl" part={part} />
          <DraftInput field="revokeUrl" part={part} />
          <DraftInput field="userinfoUrl" part={part} />
        </>
      )}
    </section>
  );
}

export function ApiSection(part: SectionProps) {
  const oauth1 = part.draft.protocol === 'oauth1';
  return (
    <section class="stack loose">
      <div class="sechead">
        <h3>{t('api_section')}</h3>
      </div>
      <DraftInput field="apiHosts" part={part} hint={t('hint_apiHosts')} />
      <details class="more">
        <summary>{t('differences')}</summary>
        <div class="stack loose folded">
          <div class="pair">
            <DraftInput field="registerUrl" part={part} />
            <DraftInput field="appType" part={part} plain />
          </div>
          <div class="pair">
            <DraftInput field="subject" part={part} hint={t('hint_subject')} />
            <DraftInput field="label" part={part} hint={t('hint_label')} />
          </div>
          {oauth1 ? <OAuth1Differences {...part} /> : <DraftInput field="issuer" part={part} hint={t('hint_issuer')} />}
        </div>
      </details>
    </section>
  );
}
