/** What a sign-in will ask the service for, what of it is new, and what else one may ask for. */
import type { Service, Way } from '../../../src/core/service';
import type { AskView } from '../../../src/messaging/views';
import { CallerShort } from '../shared/host';
import { rich, t } from '../shared/texts';
import type { WantedScope, WantedScopes } from './wanted-scopes';

interface AskedProps {
  readonly service: Service;
  readonly way: Way | undefined;
  readonly scopes: WantedScopes;
  /** The request that it is made for. */
  readonly ask: AskView | undefined;
  /** What the user wants beside the usual. */
  readonly added: ReadonlySet<string>;
  readonly onAdd: (added: ReadonlySet<string>) => void;
}

export function AskedScopes({ service, way, scopes, ask, added, onAdd }: AskedProps) {
  const { asked, more } = scopes;
  const hasPage = way !== 'credentials' && way !== 'app';
  if (asked.length + more.length === 0 && !hasPage) return null;
  const name = <bdi>{service.name}</bdi>;
  const isForSite = ask && asked.some((scope) => scope.novelty === 'new' && ask.scopes?.includes(scope.name));
  return (
    <section class="stack">
      <h2 class="label">{rich('asked_title', { service: name })}</h2>
      {asked.length > 0 ? (
        <ul class="card rows plain-rows">
          {asked.map((scope) => (
            <li key={scope.name}>
              <span>
                {scope.does || scope.name} <NoveltyBadge scope={scope} />
              </span>
              {scope.does && <code>{scope.name}</code>}
            </li>
          ))}
        </ul>
      ) : (
        <p class="small soft">{more.length > 0 ? t('asked_nothing') : rich('asked_by_app', { service: name })}</p>
      )}
      {isForSite && <p class="small soft">{rich('asked_for_site', { site: <CallerShort caller={ask.caller} /> })}</p>}
      {more.length > 0 && <More more={more} added={added} onAdd={onAdd} />}
    </section>
  );
}

function NoveltyBadge({ scope }: { scope: WantedScope }) {
  if (!scope.novelty) return null;
  return scope.novelty === 'new' ? <span class="badge petrol">{t('new')}</span> : <span class="badge">{t('scope_granted')}</span>;
}

function More({ more, added, onAdd }: Pick<WantedScopes, 'more'> & Pick<AskedProps, 'added' | 'onAdd'>) {
  const toggle = (name: string): void => {
    const after = new Set(added);
    if (!after.delete(name)) after.add(name);
    onAdd(after);
  };
  return (
    <details class="more">
      <summary>{t('ask_for_more')}</summary>
      <ul class="ticks more-scopes">
        {more.map(({ name, does }) => (
          <li key={name}>
            <label>
              <input type="checkbox" class="tick" name={name} checked={added.has(name)} onChange={() => toggle(name)} />
              <span>
                {does || name}
                {does && <code>{name}</code>}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </details>
  );
}
