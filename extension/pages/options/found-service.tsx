/** A service as it was found, shown whole before anything is stored: its places, its ways, what it asks for. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import { signInHosts } from '../../../src/core/endpoints';
import type { Service } from '../../../src/core/service';
import type { Origin } from '../../../src/core/words';
import { openConnect } from '../../../src/platform/page';
import { useAction } from '../shared/action';
import { Field } from '../shared/field';
import { Host } from '../shared/host';
import { Icon } from '../shared/icons';
import { Note, ProblemNote } from '../shared/note';
import { protocolText } from '../shared/service-badges';
import { plural, rich, t } from '../shared/texts';
import { Tile } from '../shared/tile';
import { hostsError, hostsIn, hostsText } from '../shared/address';
import { advertised } from './advertised';
import { freeId } from './service-draft';
import type { Found } from './use-look-up';
import { writeView } from './view';
import { Ways } from './ways';

interface FoundProps {
  /** Ids that no service may have anew. */
  readonly taken: readonly string[];
  readonly found: Found;
  readonly onCancel: () => void;
}

export function FoundService({ taken, found: { found, known, ownNetwork, registers }, onCancel }: FoundProps) {
  const [name, setName] = useState(found.name);
  const [hosts, setHosts] = useState(() => hostsText(found.apiHosts));
  const [tried, setTried] = useState(false);
  const { busy, problem, run } = useAction();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const nameError = name.trim() ? undefined : t('field_missing', { field: t('label_name') });
  const wrongHosts = hosts.trim() ? hostsError(hosts) : ('missing' as const);
  const hostError =
    wrongHosts === 'missing' ? t('field_missing', { field: t('label_apiHosts') }) : wrongHosts && t(`field_${wrongHosts}`);

  const save = (signIn: boolean): void => {
    const id = taken.includes(found.id) ? freeId(name, taken) : found.id;
    run(async () => {
      await call('services.save', { service: { ...found, id, name: name.trim(), apiHosts: hostsIn(hosts) } });
      if (signIn) await openConnect({ service: id });
      location.hash = writeView({ page: 'services', id });
    });
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setTried(true);
    const form = event.currentTarget as HTMLFormElement;
    if (nameError) form.querySelector<HTMLElement>('[name=name]')?.focus();
    else if (hostError) form.querySelector<HTMLElement>('[name=apiHosts]')?.focus();
    else save(event.submitter?.getAttribute('value') !== 'save');
  };
  return (
    <form class="card panel" noValidate onSubmit={submit} aria-label={t('found_title')}>
      <section class="stack">
        <div class="account-head">
          <Tile name={name || found.name} hue={found.hue} size="large" />
          <div class="grow">
            <h2 tabIndex={-1} ref={heading}>
              <bdi>{name.trim() || found.name}</bdi>
            </h2>
            <p class="small faint">
              {protocolText(found.protocol)} <span class="badge">{t('not_saved')}</span>
            </p>
          </div>
        </div>
        {known && (
          <Note>
            <p>
              <b>{rich('found_known', { name: <bdi>{known.name}</bdi> })}</b>{' '}
              <a href={writeView({ page: 'services', id: known.id })}>{t('found_known_open')}</a>
            </p>
          </Note>
        )}
      </section>
      <section class="stack loose">
        <div class="pair">
          <Field name="name" label={t('label_name')} value={name} onInput={setName} plain error={tried ? nameError : undefined} />
          <Field
            name="apiHosts"
            label={t('label_apiHosts')}
            value={hosts}
            onInput={setHosts}
            hint={t('hint_apiHosts')}
            error={tried ? hostError : undefined}
          />
        </div>
        <ul class="scopelist">
          {advertised(found, registers).map(({ key, good }) => (
            <li key={key}>
              <span class={good ? 'state ok' : 'state'}>
                <Icon name={good ? 'check' : 'info'} />
              </span>
              <span>{t(key)}</span>
              <span />
            </li>
          ))}
        </ul>
      </section>
      <Facts service={found} ownNetwork={ownNetwork} />
      {problem && (
        <section>
          <ProblemNote problem={problem} name={name} />
        </section>
      )}
      <section class="buttons">
        <button type="button" class="button plain" onClick={onCancel}>
          {t('cancel')}
        </button>
        <span class="end" />
        <button class="button" value="save" aria-disabled={busy}>
          {known ? t('save_another') : t('save')}
        </button>
        <button class={known ? 'button' : 'button primary'} value="sign-in" aria-disabled={busy}>
          {t('save_sign_in')}
        </button>
      </section>
    </form>
  );
}

function Facts({ service, ownNetwork }: { service: Service; ownNetwork: readonly Origin[] }) {
  const scopes = service.protocol === 'oauth2' ? service.scopes : [];
  return (
    <section>
      <dl class="facts">
        {service.protocol === 'oauth2' && service.issuer !== undefined && (
          <>
            <dt>{t('label_issuer')}</dt>
            <dd>
              <code>{service.issuer}</code>
            </dd>
          </>
        )}
        <dt>{t('found_hosts')}</dt>
        <dd>
          <HostList origins={signInHosts(service, undefined)} ownNetwork={ownNetwork} />
        </dd>
        {service.apiHosts.some((origin) => ownNetwork.includes(origin)) && (
          <>
            <dt>{t('api_hosts')}</dt>
            <dd>
              <HostList origins={service.apiHosts} ownNetwork={ownNetwork} />
            </dd>
          </>
        )}
        <dt>{t('way_title')}</dt>
        <dd>
          <Ways service={service} />
        </dd>
        <dt>{t('found_usual')}</dt>
        <dd>
          <ScopeNames names={scopes.filter(({ optional }) => !optional).map((scope) => scope.name)} />
        </dd>
        {scopes.some(({ optional }) => optional) && (
          <>
            <dt>{t('found_optional')}</dt>
            <dd>
              <ScopeNames names={scopes.filter(({ optional }) => optional).map((scope) => scope.name)} />
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

function HostList({ origins, ownNetwork }: { origins: readonly Origin[]; ownNetwork: readonly Origin[] }) {
  return (
    <ul>
      {origins.map((origin) => (
        <li key={origin}>
          <code>
            <Host origin={origin} />
          </code>{' '}
          {ownNetwork.includes(origin) && <span class="badge wax">{t('own_network')}</span>}
        </li>
      ))}
    </ul>
  );
}

/** More than this stand folded. */
const few = 12;

function ScopeNames({ names }: { names: readonly string[] }) {
  if (names.length === 0) return <>{t('found_no_scopes')}</>;
  const codes = names.map((name) => [<code key={name}>{name}</code>, ' ']);
  if (names.length <= few) return <span class="scope-names">{codes}</span>;
  return (
    <details class="more">
      <summary>{plural('scopes_count', names.length)}</summary>
      <span class="scope-names">{codes}</span>
    </details>
  );
}
