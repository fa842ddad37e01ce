/** One service in a list: its tile, its name, where it is, and what is known or needed in a word or two. */
import type { ComponentChildren } from 'preact';
import type { Template } from '../../../src/core/catalogue';
import type { ServiceView } from '../../../src/messaging/views';
import { hostOf } from '../shared/lookups';
import { apiHostTexts, signInHostTexts } from '../shared/template-places';
import { plural, t } from '../shared/texts';
import { Tile } from '../shared/tile';
import { needsText } from './service-needs';
import { ServiceBadges } from './service-badges';
import { writeView, type View } from './view';

interface RowProps {
  readonly id: string;
  readonly name: string;
  readonly hue: number;
  readonly host: string;
  readonly tab?: View['tab'];
  readonly current: boolean;
  readonly children: ComponentChildren;
}

function Row({ id, name, hue, host, tab, current, children }: RowProps) {
  return (
    <li>
      <a class="row" href={writeView({ page: 'services', id, ...(tab && { tab }) })} aria-current={current ? 'true' : undefined}>
        <Tile name={name} hue={hue} />
        <span class="clip">
          <span class="title clip" title={name}>
            <bdi>{name}</bdi>
          </span>
          <span class="second url">
            <bdi>{host}</bdi>
          </span>
        </span>
        {children}
      </a>
    </li>
  );
}

/** One of the user's own list. */
export function TakenRow({ view, current }: { view: ServiceView; current: boolean }) {
  const { id, name, hue } = view.service;
  return (
    <Row id={id} name={name} hue={hue} host={hostOf(view.service)} tab="yours" current={current}>
      <ServiceBadges view={view} />
    </Row>
  );
}

/** One of the catalogue. @param taken the services in use that were made from it */
export function TemplateRow(props: { template: Template; taken: readonly ServiceView[]; current: boolean }) {
  const { template, taken, current } = props;
  const accounts = taken.reduce((sum, view) => sum + view.accounts, 0);
  return (
    <Row id={template.id} name={template.name} hue={template.hue} host={placeOf(template)} current={current}>
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
