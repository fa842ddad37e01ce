/** The frame of every view of the connect window: the mark, the band, one question, and its answers at the foot. */
import type { ComponentChildren } from 'preact';
import { call } from '../../../src/admin/calls';
import type { Overview, ServiceView } from '../../../src/messaging/views';
import type { Action } from '../shared/action';
import { Band, YourMark } from '../shared/engraving';
import { Logo } from '../shared/icons';
import { hostOf } from '../shared/lookups';
import { CheckedBadge, protocolText } from '../shared/service-badges';
import { rich, t } from '../shared/texts';
import { Tile } from '../shared/tile';

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

/** The head of a view about one service: tile, title, host, protocol, and when it was checked. */
export function ServiceHead({ view, title }: { view: ServiceView; title: ComponentChildren }) {
  const { service } = view;
  const host = hostOf(service);
  const protocol = protocolText(service.protocol);
  return (
    <div class="service-head">
      <Tile name={service.name} hue={service.hue} size="large" />
      <div class="grow">
        <h1>{title}</h1>
        <p class="small faint">
          {host ? rich('service_facts', { host: <bdi class="url">{host}</bdi>, protocol }) : protocol}{' '}
          <CheckedBadge service={service} />
        </p>
      </div>
    </div>
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
    <button class={`button large ${primary ? 'primary' : ''}`} onClick={() => window.close()}>
      {label}
    </button>
  );
}
