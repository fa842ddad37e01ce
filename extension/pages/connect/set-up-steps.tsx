/** The steps of setting a service up, in the order in which its own page asks for them. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { openTab } from '../../../src/platform/page';
import type { Service, Way } from '../../../src/core/service';
import type { Overview, ServiceView } from '../../../src/messaging/views';
import { CopyLine } from '../shared/copy';
import { Field, SecretField } from '../shared/field';
import { Icon } from '../shared/icons';
import { hasPrivateKey, secretNeed } from '../shared/lookups';
import { RedirectForms } from '../shared/redirect-forms';
import { rich, t } from '../shared/texts';
import { redirectToRegister, type AppForm } from './app-form';

/** A list of steps: each with its number, its title and what to do. */
export function NumberedSteps({ steps }: { steps: readonly (readonly [title: string, content: ComponentChildren])[] }) {
  return (
    <ol class="steps numbered">
      {steps.map(([title, content], index) => (
        <li key={title}>
          <span class="dot" aria-hidden="true">
            {index + 1}
          </span>
          <div class="stack">
            <h2 class="what">{title}</h2>
            {content}
          </div>
        </li>
      ))}
    </ol>
  );
}

export function RegisterStep({ service, way }: { service: Service; way: Way | undefined }) {
  const need = secretNeed(service, way);
  return (
    <>
      <p class="small soft">
        {service.appType ? rich('set_up_type', { type: <b>{service.appType}</b> }) : t('set_up_any_type')}{' '}
        {need === 'none' && t('set_up_no_secret')}
        {need === 'optional' && t('set_up_maybe_secret')}
      </p>
      {service.registerUrl && <DeveloperPage name={service.name} url={service.registerUrl} />}
    </>
  );
}

interface FormProps {
  readonly overview: Overview;
  readonly view: ServiceView;
  readonly way: Way | undefined;
  readonly form: AppForm;
  /** Errors are shown: the user has tried to go on. */
  readonly checked: boolean;
}

/** The redirect URL to copy, and the place to tell another one that the app has. */
export function RedirectStep({ overview, view, way, form, checked }: FormProps) {
  const [left, setLeft] = useState(false);
  const { app, service } = view;
  const { redirect } = form.typed;
  const usual = redirectToRegister(overview, view);
  const loopback = service.redirectUrl === undefined ? overview.loopbackUrl : undefined;
  const isAppsOwn = app?.redirectUrl !== undefined && redirect === app.redirectUrl && redirect !== loopback;
  const choose = (url: string): void => form.type({ redirect: url === usual ? '' : url });
  return (
    <>
      {loopback !== undefined && way !== 'pin' && !isAppsOwn ? (
        <RedirectForms usual={usual} loopback={loopback} chosen={redirect || usual} onChoose={choose} />
      ) : (
        <>
          <CopyLine value={isAppsOwn ? (app.redirectUrl ?? '') : usual} />
          <p class="hint">{redirectHint(service, way, isAppsOwn)}</p>
        </>
      )}
      <details class="more small" open={isAppsOwn || undefined}>
        <summary>{t('set_up_other_redirect')}</summary>
        <Field
          name="redirect"
          label={t('set_up_its_redirect')}
          value={redirect === loopback ? '' : redirect}
          onInput={(redirect) => form.type({ redirect })}
          onLeave={() => setLeft(true)}
          placeholder="https://"
          hint={t('set_up_its_redirect_hint')}
          error={checked || left ? form.errors.redirect : undefined}
        />
      </details>
    </>
  );
}

function redirectHint(service: Service, way: Way | undefined, isAppsOwn: boolean) {
  if (way === 'pin') return rich('set_up_redirect_pin', { oob: <code>oob</code> });
  if (isAppsOwn) return t('set_up_redirect_app');
  return service.redirectUrl === undefined ? t('set_up_redirect_same') : t('set_up_redirect_foreign');
}

/** The client's id, and its secret where it has one. */
export function PasteStep({ view, way, form, checked }: Omit<FormProps, 'overview'>) {
  const { service, app } = view;
  const oauth1 = service.protocol === 'oauth1';
  const need = secretNeed(service, way);
  // One that most apps there have not stands folded, so that they have one field.
  const optional = need === 'optional' && !app?.hasSecret && !hasPrivateKey(service);
  const secret = need !== 'none' && !hasPrivateKey(service) && (
    <SecretField
      name="secret"
      label={oauth1 ? t('consumer_secret') : t('client_secret')}
      value={form.typed.secret}
      onInput={(typed) => form.type({ secret: typed })}
      placeholder={app?.hasSecret ? t('secret_stored') : undefined}
      error={checked ? form.errors.secret : undefined}
    />
  );
  return (
    <div class="stack loose">
      <Field
        name="id"
        label={oauth1 ? t('consumer_key') : t('client_id')}
        value={form.typed.clientId}
        onInput={(clientId) => form.type({ clientId })}
        error={checked ? form.errors.id : undefined}
      />
      {optional ? (
        <details class="more small">
          <summary>{t('set_up_secret_too')}</summary>
          {secret}
        </details>
      ) : (
        secret
      )}
    </div>
  );
}

/** Leads to the page on which the service's apps are registered. */
export function DeveloperPage({ name, url }: { name: string; url: string }) {
  return (
    <div>
      <button type="button" class="button small wrap" onClick={() => void openTab(url)}>
        <span>{rich('developer_page', { service: <bdi>{name}</bdi> })}</span>
        <Icon name="open" />
      </button>
    </div>
  );
}
