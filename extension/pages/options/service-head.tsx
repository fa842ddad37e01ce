/** The head of a service's panel: its name, what it speaks, where it came from, and what one can do with it. */
import type { ComponentChildren } from 'preact';
import type { Template } from '../../../src/core/catalogue';
import { Icon } from '../shared/icons';
import { CheckedBadge, protocolText } from '../shared/service-badges';
import { t } from '../shared/texts';
import { Tile } from '../shared/tile';
import { writeView, type View } from './view';

interface HeadProps {
  readonly service: Template;
  /** The list to go back to, where the panel takes the page. */
  readonly tab?: View['tab'];
  /** Where it came from. */
  readonly source?: string;
  readonly children: ComponentChildren;
}

export function ServiceHead({ service, tab, source, children }: HeadProps) {
  return (
    <>
      <BackToServices tab={tab} />
      <div class="account-head of-service">
        <Tile name={service.name} hue={service.hue} size="large" />
        <div class="grow">
          <h2>
            <bdi>{service.name}</bdi>
          </h2>
          <p class="small faint">
            {protocolText(service.protocol)} <CheckedBadge service={service} />
          </p>
          {source && <p class="small faint">{source}</p>}
        </div>
        <div class="buttons end">{children}</div>
      </div>
    </>
  );
}

export function BackToServices({ tab }: { tab?: View['tab'] }) {
  return (
    <a class="button small plain back" href={writeView({ page: 'services', ...(tab && { tab }) })}>
      <Icon name="left" />
      {t('all_services')}
    </a>
  );
}

/** Begins a service of the user's own as this one. */
export function DuplicateLink({ id, label = t('duplicate') }: { id: string; label?: string }) {
  return (
    <a class="button" href={writeView({ page: 'services', id: 'new', from: id })}>
      {label}
    </a>
  );
}

/** Makes a pack that begins with this one. */
export function ExportLink({ id }: { id: string }) {
  return (
    <a class="button" href={writeView({ page: 'services', id, pack: 'export' })}>
      <Icon name="download" />
      {t('export')}
    </a>
  );
}
