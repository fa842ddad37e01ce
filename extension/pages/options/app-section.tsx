/** The user's app in a service's panel: its id and secret and its redirect URL, or that it registers itself. */
import { useState } from 'preact/hooks';
import type { Overview, ServiceView } from '../../../src/messaging/views';
import { CopyLine } from '../shared/copy';
import { Field, SecretField } from '../shared/field';
import { Note } from '../shared/note';
import { PrivateKeyEntry } from '../shared/private-key';
import { RedirectForms } from '../shared/redirect-forms';
import { t } from '../shared/texts';
import { isKeyApp, isPublicApp, registersItself } from './app-kind';
import { DeveloperLink } from './out-link';
import type { Draft } from './service-draft';
import type { AppEntry } from './use-app-entry';

interface AppProps {
  readonly overview: Overview;
  readonly view: ServiceView | undefined;
  readonly draft: Draft;
  readonly app: AppEntry;
  /** Whether the error of an input is to be shown. */
  readonly shows: (name: 'clientId' | 'appRedirectUrl') => boolean;
  readonly onLeave: (name: string) => void;
}

export function AppSection({ overview, view, draft, app, shows, onLeave }: AppProps) {
  const [own, setOwn] = useState(false);
  const oauth1 = draft.protocol === 'oauth1';
  const stored = view?.app?.hasSecret === true && app.secret === undefined;
  const idName = oauth1 ? t('consumer_key') : t('client_id');
  /** Neither the id nor the secret of the app that registered itself goes along. */
  const startOwn = (): void => {
    setOwn(true);
    if (view?.app) app.set({ clientId: '', secret: '' });
  };
  if (!own && (view?.app?.registered || (registersItself(draft) && !view?.app))) {
    return <RegisteredApp app={view?.app} onOwn={startOwn} />;
  }
  const secret = {
    name: 'clientSecret',
    value: app.secret ?? '',
    onInput: (value: string) => app.set({ secret: value || undefined }),
    placeholder: secretPlaceholder(stored, app.secret, isPublicApp(draft)),
  };
  return (
    <section class="stack loose">
      <div class="sechead">
        <h3>{t('your_app')}</h3>
        <DeveloperLink url={view?.service.registerUrl} />
      </div>
      <div class="pair">
        <Field
          name="clientId"
          label={idName}
          value={app.clientId}
          onInput={(clientId) => app.set({ clientId })}
          onLeave={() => onLeave('clientId')}
          error={shows('clientId') ? t('field_missing', { field: idName }) : undefined}
        />
        {isKeyApp(draft) ? (
          <PrivateKeyEntry {...secret} view={view} made={app.made} onMade={(made) => app.set({ made })} />
        ) : (
          <SecretField
            {...secret}
            label={oauth1 ? t('consumer_secret') : t('client_secret')}
            hint={
              stored && (
                <button type="button" class="link" onClick={() => app.set({ secret: '' })}>
                  {t('secret_remove')}
                </button>
              )
            }
          />
        )}
      </div>
      <Redirect overview={overview} draft={draft} app={app} shows={shows} onLeave={onLeave} />
    </section>
  );
}

/** The redirect URL that the app must have, and the field for an app that has another one. */
function Redirect({ overview, draft, app, shows, onLeave }: Omit<AppProps, 'view'>) {
  const { redirectUrl: usual, loopbackUrl } = overview;
  const loopback = draft.redirectUrl.trim() ? undefined : loopbackUrl;
  const [open] = useState(app.redirectUrl !== '' && app.redirectUrl !== loopback);
  const error = app.wrong.get('appRedirectUrl');
  const entrys = draft.redirectUrl.trim();
  return (
    <div class="stack">
      <div class="field">
        <span class="label">{t('redirect_to_register')}</span>
        {loopback === undefined ? (
          <CopyLine value={entrys || usual} />
        ) : (
          <RedirectForms
            usual={usual}
            loopback={loopback}
            chosen={app.redirectUrl.trim() || usual}
            onChoose={(url) => app.set({ redirectUrl: url === usual ? '' : url })}
          />
        )}
        {entrys && <p class="hint">{t('redirect_of_entry')}</p>}
      </div>
      <details class="more" open={open}>
        <summary>{t('redirect_other')}</summary>
        <div class="folded">
          <Field
            name="appRedirectUrl"
            label={t('redirect_other_label')}
            value={app.redirectUrl === loopback ? '' : app.redirectUrl}
            onInput={(redirectUrl) => app.set({ redirectUrl })}
            onLeave={() => onLeave('appRedirectUrl')}
            placeholder="https://"
            hint={t('redirect_other_hint')}
            error={shows('appRedirectUrl') && error ? t(error === 'missing' ? 'field_url' : `field_${error}`) : undefined}
          />
        </div>
      </details>
    </div>
  );
}

function secretPlaceholder(stored: boolean, secret: string | undefined, isPublic: boolean): string | undefined {
  if (stored) return t('secret_stored');
  if (secret === '') return t('secret_will_go');
  return isPublic ? t('secret_none') : undefined;
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
