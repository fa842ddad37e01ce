/** The frame of every view of the connect window: the mark, the band, one question, and its answers at the foot. */
import type { ComponentChild, ComponentChildren } from 'preact';
import { call } from '../../../src/admin/calls';
import type { ServiceSource, Template } from '../../../src/core/catalogue';
import type { Service } from '../../../src/core/service';
import type { Overview, ServiceView } from '../../../src/messaging/views';
import { closePage } from '../../../src/platform/page';
import type { Action } from '../shared/action';
import { Band, YourMark } from '../shared/engraving';
import { Logo } from '../shared/icons';
import { hostOf } from '../shared/lookups';
import { CheckedBadge, protocolText } from '../shared/service-badges';
import { rich, t } from '../shared/texts';
import { Tile } from '../shared/tile';
import { placeOf } from './offered';

interface FrameProps {
  readonly overview: Overview;
  readonly children: ComponentChildren;
  readonly foot: ComponentChildren;
  /** The content stands in the middle of the window. */
  readonly centred?: boolean;
}

export function Frame({ overview, children, foot, centred }: FrameProps) {
  return (
    <div class="window">
      <header>
        <Logo />
        <b>{t('name')}</b>
        <YourMark seed={overview.mark} />
      </header>
      <Band />
      <main class={centred ? 'centred' : ''}>{children}</main>
      <footer>{foot}</footer>
    </div>
  );
}

/** The head of a view about one service: tile, title, and its facts. */
export function ServiceHead({ view, title }: { view: ServiceView; title: ComponentChildren }) {
  return (
    <Head service={view.service} title={title}>
      <ServiceFacts view={view} />
    </Head>
  );
}

/** The same for an entry of the catalogue that is not in use yet. */
export function EntryHead({ template, title }: { template: Template; title: ComponentChildren }) {
  return (
    <Head service={template} title={title}>
      <Facts service={template} host={placeOf(template)} />
    </Head>
  );
}

function Head({ service, title, children }: { service: Service; title: ComponentChildren; children: ComponentChild }) {
  return (
    <div class="service-head">
      <Tile name={service.name} hue={service.hue} size="large" />
      <div class="grow">
        <h1>{title}</h1>
        {children}
      </div>
    </div>
  );
}

/** A service's host, its protocol, and when it was checked. */
export function ServiceFacts({ view: { service, source } }: { view: ServiceView }) {
  return <Facts service={service} host={hostOf(service)} source={source} />;
}

interface FactsProps {
  readonly service: Service;
  readonly host: string;
  readonly source?: ServiceSource | undefined;
}

function Facts({ service, host, source }: FactsProps) {
  const protocol = protocolText(service.protocol);
  return (
    <p class="small faint">
      {host ? rich('service_facts', { host: <bdi class="url">{host}</bdi>, protocol }) : protocol}{' '}
      <CheckedBadge service={service} source={source} />
    </p>
  );
}

interface StopFootProps {
  /** The sign-in's id. */
  readonly id: string;
  /** The page's one action at a time. */
  readonly run: Action['run'];
  /** What goes on with it. */
  readonly children?: ComponentChildren;
}

/** The foot of a sign-in under way: it can be stopped at any time; what goes on with it stands opposite. */
export function StopFoot({ id, run, children }: StopFootProps) {
  return (
    <div class="buttons">
      <button class="button large" onClick={() => run(() => call('signIn.stop', { id }))}>
        {t('stop')}
      </button>
      <span class="end" />
      {children}
    </div>
  );
}

/** Leaves the window. */
export function CloseButton({ label, primary }: { label: string; primary?: boolean }) {
  return (
    <button class={`button large ${primary ? 'primary' : ''}`} onClick={closePage}>
      {label}
    </button>
  );
}
