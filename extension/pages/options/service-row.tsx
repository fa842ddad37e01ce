/** One service in a list: its tile, its name, where it is, and what is known or needed in a word or two. */
import type { ComponentChildren } from 'preact';
import type { Template } from '../../../src/core/catalogue';
import type { Service } from '../../../src/core/service';
import type { ServiceView } from '../../../src/messaging/views';
import { hostOf } from '../shared/lookups';
import { RowLink } from '../shared/row-link';
import { apiHostTexts, signInHostTexts } from '../shared/template-places';
import { plural, t } from '../shared/texts';
import { needsText } from './service-needs';
import { ServiceBadges } from './service-badges';
import { writeView, type View } from './view';

interface RowProps {
  readonly service: Pick<Service, 'id' | 'name' | 'hue'>;
  readonly host: string;
  readonly tab?: View['tab'];
  readonly current: boolean;
  readonly children: ComponentChildren;
}

function Row({ service, host, tab, current, children }: RowProps) {
  const href = writeView({ page: 'services', id: service.id, ...(tab && { tab }) });
  return (
    <li>
      <RowLink service={service} host={host} href={href} current={current}>
        {children}
      </RowLink>
    </li>
  );
}

/** One of the user's own list. */
export function TakenRow({ view, current }: { view: ServiceView; current: boolean }) {
  return (
    <Row service={view.service} host={hostOf(view.service)} tab="yours" current={current}>
      <ServiceBadges view={view} />
    </Row>
  );
}

/** One of the catalogue. @param taken the services in use that were made from it */
export function TemplateRow(props: { template: Template; taken: readonly ServiceView[]; current: boolean }) {
  const { template, taken, current } = props;
  const accounts = taken.reduce((sum, view) => sum + view.accounts, 0);
  return (
    <Row service={template} host={placeOf(template)} current={current}>
      {accounts > 0 ? (
        <span class="badge petrol">{plural('accounts_count', accounts)}</span>
      ) : taken.length > 0 ? (
        <span class="badge petrol">{t('in_use')}</span>
      ) : (
        <span class="badge">{template.unverified ? t('not_verified') : needsText(template)}</span>
      )}
    </Row>
  );
}

/** Where it is: its first API host; one that is each user's own altogether is told by an example. */
function placeOf(template: Template): string {
  const isWhole = (host: string): boolean => /^\{\w+\}$/u.test(host);
  const api = apiHostTexts(template);
  const named = api.find((host) => !isWhole(host)) ?? signInHostTexts(template).find((host) => !isWhole(host));
  if (named !== undefined) return named;
  const { variables = [] } = template;
  const own = variables.find(({ name }) => api[0] === `{${name}}`);
  return own ? t('host_such_as', { host: own.usual ?? own.example }) : (api[0] ?? '');
}
