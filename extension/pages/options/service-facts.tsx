/** What an entry says, to be read: how one signs in, what is asked for, who receives the token, how it differs, who checked it. */
import type { ComponentChildren } from 'preact';
import { isEntered } from '../../../src/core/is-entered';
import type { Template } from '../../../src/core/catalogue';
import type { ApiKeyService, BasicService } from '../../../src/core/entered-service';
import type { ScopeText } from '../../../src/core/oauth2-service';
import type { Service } from '../../../src/core/service';
import { Icon } from '../shared/icons';
import { registersItself } from '../shared/lookups';
import { apiHostTexts, endpointsOf, signInHostTexts } from '../shared/template-places';
import { plural, t } from '../shared/texts';
import { fullDate } from '../shared/times';
import { advertised } from './advertised';
import { OutLink } from './out-link';
import { ConnectorFacts } from './connector-facts';
import { differences } from './service-differences';
import { Ways } from './ways';

export function ServiceFacts({ service }: { service: Template }) {
  return (
    <>
      {isEntered(service) ? <Entered service={service} /> : service.protocol === 'brokered' ? null : <SignIn service={service} />}
      {service.protocol === 'brokered' ? <ConnectorFacts service={service} /> : <Places service={service} />}
      <Origin service={service} />
    </>
  );
}

function SignIn({ service }: { service: Service }) {
  const scopes = service.protocol === 'oauth2' ? service.scopes : [];
  // Whether an app has to be registered stands with the app.
  const promises = advertised(service, registersItself(service)).filter(({ key }) => !key.endsWith('_registration'));
  return (
    <section class="stack loose">
      <div class="sechead">
        <h3>{t('sign_in_section')}</h3>
      </div>
      <dl class="facts entry">
        <dt>{t('way_title')}</dt>
        <dd>
          <Ways service={service} />
        </dd>
        <dt>{t('found_usual')}</dt>
        <dd>{scopes.length > 0 ? <Scopes scopes={scopes} /> : t('found_no_scopes')}</dd>
        {promises.length > 0 && <dt>{t('facts_also')}</dt>}
        <dd hidden={promises.length === 0}>
          <ul class="scopelist">
            {promises.map(({ key, good }) => (
              <li key={key}>
                <span class={good ? 'state ok' : 'state'}>
                  <Icon name={good ? 'check' : 'info'} />
                </span>
                <span>{t(key)}</span>
                <span />
              </li>
            ))}
          </ul>
        </dd>
      </dl>
    </section>
  );
}

/** More than this stand folded. */
const few = 8;

function Scopes({ scopes }: { scopes: readonly ScopeText[] }) {
  const usual = scopes.filter(({ optional }) => !optional);
  const all = [...usual, ...scopes.filter(({ optional }) => optional)];
  return (
    <>
      <ScopeList scopes={all.slice(0, few)} />
      {all.length > few && (
        <details class="more">
          <summary>{plural('scopes_further', all.length - few)}</summary>
          <ScopeList scopes={all.slice(few)} />
        </details>
      )}
    </>
  );
}

function ScopeList({ scopes }: { scopes: readonly ScopeText[] }) {
  return (
    <ul class="scope-facts">
      {scopes.map(({ name, does, optional }) => (
        <li key={name}>
          {does && (
            <span>
              <bdi>{does}</bdi>
            </span>
          )}
          <code>{name}</code>
          {optional && <span class="badge">{t('found_optional')}</span>}
        </li>
      ))}
    </ul>
  );
}

function Entered({ service }: { service: ApiKeyService | BasicService }) {
  return (
    <section class="stack loose">
      <div class="sechead">
        <h3>{t('entered_fields')}</h3>
      </div>
      <dl class="facts entry">
        {service.fields.map(({ name, label, kind, hint }) => (
          <Fact key={name} name={label}>
            {hint ?? ''} <span class="badge">{t(kind === 'secret' ? 'entered_secret' : 'entered_text')}</span>
          </Fact>
        ))}
        {service.keyUrl !== undefined && (
          <Fact name={t('key_page')}>
            <OutLink url={service.keyUrl} />
          </Fact>
        )}
      </dl>
    </section>
  );
}

/** Where the token goes, where one signs in, and how it differs from the standard. */
function Places({ service }: { service: Service }) {
  const endpoints = endpointsOf(service);
  const differs = differences(service);
  const signIn = signInHostTexts(service);
  return (
    <section class="stack loose">
      <div class="sechead">
        <h3>{t('facts_places')}</h3>
      </div>
      <dl class="facts entry">
        <Fact name={t(isEntered(service) ? 'label_apiHosts_entered' : 'label_apiHosts')}>
          <Hosts hosts={apiHostTexts(service)} />
          <p class="hint">{t('hint_apiHosts')}</p>
        </Fact>
        {signIn.length > 0 && (
          <Fact name={t(isEntered(service) ? 'label_probeUrl' : 'found_hosts')}>
            <Hosts hosts={signIn} />
          </Fact>
        )}
      </dl>
      <div>
        {endpoints.length > 0 && (
          <details class="more">
            <summary>
              {t('facts_endpoints')} <span class="faint">{endpoints.length}</span>
            </summary>
            <dl class="facts entry folded">
              {endpoints.map(([name, url]) => (
                <Fact key={name} name={t(`endpoint_${name}`)}>
                  <code>{url}</code>
                </Fact>
              ))}
            </dl>
          </details>
        )}
        {differs.length > 0 && (
          <details class="more">
            <summary>
              {t('differences')} <span class="faint">{differs.length}</span>
            </summary>
            <ul class="differs folded">
              {differs.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </section>
  );
}

function Hosts({ hosts }: { hosts: readonly string[] }) {
  return (
    <ul>
      {hosts.map((host) => (
        <li key={host}>
          <code>{host}</code>
        </li>
      ))}
    </ul>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** Who says so: what it was checked against and when, and the service's own documentation. */
function Origin({ service }: { service: Service }) {
  const { checked, docs } = service;
  if (!checked && docs === undefined) return null;
  return (
    <section>
      <dl class="facts entry">
        {checked && (
          <Fact name={t('facts_checked', { date: fullDate(Date.parse(checked.date)) })}>
            <OutLink url={checked.source} />
          </Fact>
        )}
        {docs !== undefined && docs !== checked?.source && (
          <Fact name={t('label_docs')}>
            <OutLink url={docs} />
          </Fact>
        )}
      </dl>
    </section>
  );
}
