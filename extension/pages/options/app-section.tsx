/** The user's app in a service's form: its id and secret, or that it registers itself. */
import { useState } from 'preact/hooks';
import type { Overview, ServiceView } from '../../../src/messaging/views';
import { openTab } from '../../../src/platform/page';
import { CopyLine } from '../shared/copy';
import { Field, SecretField } from '../shared/field';
import { Note } from '../shared/note';
import { PrivateKeyEntry } from '../shared/private-key';
import { t } from '../shared/texts';
import type { SectionProps } from './draft-input';
import type { Draft } from './service-draft';

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
  const [own, setOwn] = useState(false);
  const oauth1 = draft.protocol === 'oauth1';
  const isPublic = !oauth1 && (draft.clientAuth === 'none' || draft.clientAuth === 'basic_without_secret');
  const isKey = isKeyApp(draft);
  const stored = view?.app?.hasSecret === true && secret === undefined;
  const idName = oauth1 ? t('consumer_key') : t('client_id');
  const { registerUrl } = view?.service ?? {};
  /** Neither the id nor the secret of the app that registered itself goes along. */
  const startOwn = (): void => {
    setOwn(true);
    if (!view?.app) return;
    part.onClientId('');
    part.onSecret('');
  };
  if (!own && (view?.app?.registered || (registersItself(draft) && !view?.app))) {
    return <RegisteredApp app={view?.app} onOwn={startOwn} />;
  }
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

/** Whether the app's secret is a private key. */
export function isKeyApp({ protocol, signatureMethod, clientAuth }: Draft): boolean {
  return protocol === 'oauth1' ? signatureMethod.startsWith('RSA') : protocol === 'oauth2' && clientAuth === 'private_key_jwt';
}

/** Whether an account there needs an app of the user's at all. */
export function hasApp({ protocol }: Draft): boolean {
  return protocol === 'oauth1' || protocol === 'oauth2';
}

function registersItself({ protocol, registrationUrl }: Draft): boolean {
  return protocol === 'oauth2' && registrationUrl.trim() !== '';
}

/** An app that Countersign registers, or has registered, by itself. */
function RegisteredApp({ app, onOwn }: { app: ServiceView['app']; onOwn: () => void }) {
  return (
    <section class="stack loose">
      <div class="sechead">
        <h3>{t('your_app')}</h3>
      </div>
      <Note>
        <p>
          <b>{app ? t('app_registered') : t('app_registers')}</b> {app ? t('app_registered_text') : t('app_registers_text')}
        </p>
        {app && (
          <p>
            {t('client_id')} <code>{app.clientId}</code>
          </p>
        )}
        <p class="buttons">
          <button type="button" class="button small" onClick={onOwn}>
            {t('app_own')}
          </button>
        </p>
      </Note>
    </section>
  );
}
