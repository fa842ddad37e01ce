/** Setting up a service: register an app, give it the redirect URL, paste what it gave. */
import { useRef, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import { hasHosts, openTab } from '../../../src/platform/page';
import { comesBack } from '../../../src/core/endpoints';
import type { ClientAuth } from '../../../src/core/oauth2-service';
import type { Way } from '../../../src/core/service';
import type { AccountView, Overview, ServiceView } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { CopyLine } from '../shared/copy';
import { Field, SecretField } from '../shared/field';
import { Icon } from '../shared/icons';
import { askOf, hasPrivateKey, neededOrigins, waysOf } from '../shared/lookups';
import { ProblemNote } from '../shared/note';
import { looksLikePrivateKey } from '../shared/pem';
import { PrivateKeyEntry } from '../shared/private-key';
import { rich, t } from '../shared/texts';
import { Frame, ServiceHead } from './frame';
import { go } from './route';
import { startSignIn } from './start-sign-in';
import { namesOf, wantedScopes } from './wanted-scopes';
import { WayChoice } from './way-choice';

/** These have no secret. */
const publicClients = new Set<ClientAuth>(['none', 'basic_without_secret']);

export interface ServiceProps {
  readonly overview: Overview;
  readonly service: ServiceView;
  readonly account: AccountView | undefined;
  readonly askId: string | undefined;
  /** How the user signs in, of the ways that the service has. */
  readonly way: Way | undefined;
}

export function SetUp({ overview, service: view, account, askId, way }: ServiceProps) {
  const { service, app } = view;
  const [clientId, setClientId] = useState(app?.clientId ?? '');
  const [secret, setSecret] = useState('');
  const [made, setMade] = useState(view.madeKey !== undefined);
  const [checked, setChecked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { busy, problem, run } = useAction();
  const oauth1 = service.protocol === 'oauth1';
  const isPublic = service.protocol === 'oauth2' && publicClients.has(service.clientAuth);
  const hasRedirect = comesBack(service, way) || way === 'pin';
  const isKey = hasPrivateKey(service);
  const isMade = isKey && made && view.madeKey !== undefined;
  const hasWays = waysOf(service).length > 1;
  const here = { service: account ? undefined : service.id, account: account?.id, askId, ...(hasWays ? { way } : {}) };
  const idName = oauth1 ? t('consumer_key') : t('client_id');
  const secretName = oauth1 ? t('consumer_secret') : t('client_secret');
  const wrong = {
    id: clientId.trim() ? undefined : t('field_missing', { field: idName }),
    secret: isMade ? undefined : secretError(secret, oauth1 && !app?.hasSecret, isKey, secretName),
  };

  const save = async (): Promise<void> => {
    await call('apps.save', {
      serviceId: service.id,
      clientId: clientId.trim(),
      ...(isMade ? { madeKey: true as const } : secret ? { clientSecret: secret.trim() } : {}),
    });
    setSecret(''); // it lives in the worker now; the page's state must not keep it
    if (!(await hasHosts(neededOrigins(service, overview.redirectUrl, way)))) return go(here);
    const ask = askOf(overview, askId);
    const scopes = namesOf(wantedScopes(service, account, ask));
    const { force } = ask ?? {};
    await startSignIn({ serviceId: service.id, accountId: account?.id, askId, way: hasWays ? way : undefined, scopes, force });
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    setChecked(true);
    if (!wrong.id && !wrong.secret) return run(save);
    const first = wrong.secret && (isKey || !wrong.id) ? 'secret' : 'id';
    form.current?.querySelector<HTMLElement>(`[name=${first}]`)?.focus();
  };
  const foot = (
    <div class="buttons">
      <button class="button large" onClick={() => go(askId ? { ask: askId } : {})}>
        {t('cancel')}
      </button>
      <span class="end" />
      <button type="submit" form="set-up" class="button large primary" aria-disabled={busy}>
        {t('sign_in')}
      </button>
    </div>
  );
  return (
    <Frame overview={overview} foot={foot}>
      <ServiceHead view={view} title={rich('set_up_title', { service: <bdi>{service.name}</bdi> })} />
      <p class="lede">{rich('set_up_text', { service: <bdi>{service.name}</bdi> })}</p>
      {problem && <ProblemNote problem={problem} name={service.name} />}
      <WayChoice service={service} way={way} onPick={(to) => go({ ...here, way: to, setUp: app ? '1' : undefined })} />
      <form id="set-up" ref={form} noValidate onSubmit={submit}>
        <ol class="steps numbered">
          <Step number="1" title={t('set_up_register')}>
            <p class="small soft">
              {service.appType ? rich('set_up_type', { type: <b>{service.appType}</b> }) : t('set_up_any_type')}{' '}
              {isPublic ? t('set_up_no_secret') : ''}
            </p>
            {service.registerUrl && <DeveloperPage name={service.name} url={service.registerUrl} />}
          </Step>
          {hasRedirect && (
            <Step number="2" title={t('set_up_redirect')}>
              <CopyLine value={overview.redirectUrl} />
              <p class="hint">
                {way === 'pin' ? rich('set_up_redirect_pin', { oob: <code>oob</code> }) : t('set_up_redirect_same')}
              </p>
            </Step>
          )}
          {isKey && (
            <Step number={String(2 + Number(hasRedirect))} title={t('set_up_key')}>
              <PrivateKeyEntry
                name="secret"
                view={view}
                made={made}
                onMade={setMade}
                value={secret}
                onInput={setSecret}
                placeholder={app?.hasSecret ? t('secret_stored') : undefined}
                error={checked ? wrong.secret : undefined}
              />
            </Step>
          )}
          <Step number={String(2 + Number(hasRedirect) + Number(isKey))} title={t('set_up_paste')}>
            <div class="stack loose">
              <Field name="id" label={idName} value={clientId} onInput={setClientId} error={checked ? wrong.id : undefined} />
              {!isPublic && !isKey && (
                <SecretField
                  name="secret"
                  label={secretName}
                  value={secret}
                  onInput={setSecret}
                  placeholder={app?.hasSecret ? t('secret_stored') : undefined}
                  error={checked ? wrong.secret : undefined}
                />
              )}
            </div>
          </Step>
        </ol>
      </form>
    </Frame>
  );
}

/** What is wrong with the app's secret, if anything. */
function secretError(secret: string, isNeeded: boolean, isKey: boolean, name: string): string | undefined {
  if (!secret.trim()) return isNeeded ? t('field_missing', { field: isKey ? t('private_key') : name }) : undefined;
  return isKey && !looksLikePrivateKey(secret) ? t('field_key') : undefined;
}

function Step({ number, title, children }: { number: string; title: string; children: preact.ComponentChildren }) {
  return (
    <li>
      <span class="dot" aria-hidden="true">
        {number}
      </span>
      <div class="stack">
        <h2 class="what">{title}</h2>
        {children}
      </div>
    </li>
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
