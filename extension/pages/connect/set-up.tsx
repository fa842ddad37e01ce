/** Setting up a service: register an app, give it the redirect URL, paste what it gave. One click then allows the hosts and signs in. */
import { useRef, useState } from 'preact/hooks';
import { requestHosts } from '../../../src/platform/page';
import { comesBack } from '../../../src/core/endpoints';
import type { Way } from '../../../src/core/service';
import type { AccountView, Overview, ServiceView } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { askOf, hasPrivateKey, neededOrigins, waysOf } from '../shared/lookups';
import { ProblemNote } from '../shared/note';
import { PrivateKeyEntry } from '../shared/private-key';
import { rich, t } from '../shared/texts';
import { useAppForm } from './app-form';
import { AskedScopes } from './asked-scopes';
import { Frame, ServiceHead } from './frame';
import { HostList } from './host-list';
import { go } from './route';
import { NumberedSteps, PasteStep, RedirectStep, RegisterStep } from './set-up-steps';
import { startSignIn } from './start-sign-in';
import { useHasHosts } from './use-has-hosts';
import { namesOf, wantedScopes } from './wanted-scopes';
import { WayChoice } from './way-choice';
import { FormFoot } from './form-foot';

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
  const { redirectUrl } = overview;
  const form = useAppForm(overview, view, way);
  const [checked, setChecked] = useState(false);
  const [added, setAdded] = useState<ReadonlySet<string>>(new Set());
  const element = useRef<HTMLFormElement>(null);
  const { busy, problem, run } = useAction();
  const origins = neededOrigins(service, redirectUrl, way, form.registered);
  const reachable = useHasHosts(origins);
  const ask = askOf(overview, askId);
  const scopes = wantedScopes(service, account, ask);
  const isKey = hasPrivateKey(service);
  const hasWays = waysOf(service).length > 1;
  const here = { service: account ? undefined : service.id, account: account?.id, askId, ...(hasWays ? { way } : {}) };

  const start = async (): Promise<void> => {
    const granted = reachable === true ? true : requestHosts(origins); // before anything else: the browser wants the click itself
    const [mayReach] = await Promise.all([granted, form.save()]);
    if (!mayReach) return go(here); // there stands what is reached and why, and it can be allowed again
    const names = namesOf(scopes, added);
    const { force } = ask ?? {};
    await startSignIn({
      serviceId: service.id,
      accountId: account?.id,
      askId,
      way: hasWays ? way : undefined,
      scopes: names,
      force,
    });
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    setChecked(true);
    const { errors } = form;
    if (!errors.id && !errors.secret && !errors.redirect) return run(start);
    const first = errors.redirect ? 'redirect' : errors.secret && (isKey || !errors.id) ? 'secret' : 'id';
    const field = element.current?.querySelector<HTMLElement>(`[name=${first}]`);
    field?.closest('details')?.setAttribute('open', '');
    field?.focus();
  };
  const foot = (
    <FormFoot askId={askId} form="set-up" label={reachable === false ? t('allow_and_sign_in') : t('sign_in')} busy={busy} />
  );
  const shared = { overview, view, way, form, checked };
  const steps = [
    [t('set_up_register'), <RegisterStep key="register" service={service} way={way} />] as const,
    ...(comesBack(service, way) || way === 'pin'
      ? [[t('set_up_redirect'), <RedirectStep key="redirect" {...shared} />] as const]
      : []),
    ...(isKey
      ? [
          [
            t('set_up_key'),
            <PrivateKeyEntry
              key="key"
              name="secret"
              view={view}
              made={form.isMade}
              onMade={form.setMade}
              value={form.typed.secret}
              onInput={(secret) => form.type({ secret })}
              placeholder={app?.hasSecret ? t('secret_stored') : undefined}
              error={checked ? form.errors.secret : undefined}
            />,
          ] as const,
        ]
      : []),
    [t('set_up_paste'), <PasteStep key="paste" {...shared} />] as const,
  ];
  return (
    <Frame overview={overview} foot={foot}>
      <ServiceHead view={view} title={rich('set_up_title', { service: <bdi>{service.name}</bdi> })} />
      <p class="lede">{rich('set_up_text', { service: <bdi>{service.name}</bdi> })}</p>
      {problem && <ProblemNote problem={problem} name={service.name} />}
      <WayChoice service={service} way={way} onPick={(to) => go({ ...here, way: to, setUp: app ? '1' : undefined })} />
      <form id="set-up" ref={element} noValidate onSubmit={submit}>
        <NumberedSteps steps={steps} />
      </form>
      {scopes.more.length > 0 && (
        <AskedScopes service={service} way={way} scopes={scopes} ask={ask} added={added} onAdd={setAdded} />
      )}
      {reachable === false && (
        <details class="more small">
          <summary>{t('reach_hosts')}</summary>
          <HostList service={service} redirectUrl={redirectUrl} way={way} registered={form.registered} />
          <p class="faint">{t('reach_will_ask')}</p>
        </details>
      )}
    </Frame>
  );
}
