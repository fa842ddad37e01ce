/** What a permit would cover, in parts that can be unticked: the service's areas that were asked for, or the asked patterns. */
import type { Service } from '../../../src/core/service';
import type { AskView, PermitView } from '../../../src/messaging/views';
import type { Doing } from '../shared/methods';
import { covers, overlap } from '../shared/paths';
import { t } from '../shared/texts';
import { noveltyOf, type Novelty } from './difference';

/** One row: its paths are never wider than what was asked. */
export interface Part {
  readonly id: string;
  readonly name: string;
  readonly does: string;
  readonly paths: readonly string[];
}

/** The row for all that no area names; it stands for the whole of what was asked, so it goes with all the others. */
const rest = 'rest';

/** What the site asked for, in the service's areas where it has them. */
export function offeredParts(ask: AskView, service: Service | undefined): readonly Part[] {
  const asked = ask.paths.length > 0 ? ask.paths : ['/*'];
  const areas = (service?.areas ?? [])
    .map((area) => ({ ...area, paths: narrowed(area.paths, asked) }))
    .filter(({ paths }) => paths.length > 0);
  if (areas.length === 0) {
    return asked.map((path) => ({ id: path, name: path === '/*' ? t('part_everything') : path, does: '', paths: [path] }));
  }
  const beyond = asked.filter((path) => !areas.some((area) => area.paths.some((own) => covers(own, path))));
  return beyond.length > 0 ? [...areas, { id: rest, name: t('part_rest'), does: t('part_rest_does'), paths: beyond }] : areas;
}

/** The area's paths as far as they were asked for: of each pair that meets, the narrower one. */
function narrowed(area: readonly string[], asked: readonly string[]): readonly string[] {
  const pairs = area.flatMap((own) => asked.filter((path) => overlap(own, path)).map((path) => (covers(path, own) ? own : path)));
  return [...new Set(pairs)];
}

/** The paths of a permit for the ticked parts; empty, as in the question, when everything was asked for and left ticked. */
export function pathsOf(ask: AskView, parts: readonly Part[], ticked: ReadonlySet<string>): readonly string[] {
  if (parts.every(({ id }) => ticked.has(id))) return ask.paths;
  return [...new Set(parts.filter(({ id }) => ticked.has(id)).flatMap(({ paths }) => paths))];
}

/** A tick or its removal. "Everything else" can't stay when a part of it goes. */
export function toggled(parts: readonly Part[], ticked: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const after = new Set(ticked);
  if (after.delete(id)) after.delete(rest);
  else if (id === rest) for (const part of parts) after.add(part.id);
  else after.add(id);
  return after;
}

interface ScopeProps {
  readonly parts: readonly Part[];
  /** What the permit would let the caller do there. */
  readonly doing: Doing;
  /** What the caller may do already. */
  readonly earlier: readonly PermitView[];
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (ticked: ReadonlySet<string>) => void;
}

export function ScopeChoice({ parts, doing, earlier, ticked, onTick }: ScopeProps) {
  const single = parts.length === 1;
  return (
    <>
      <ul class="card rows scopes">
        {parts.map((part) => (
          <li key={part.id}>
            <Row
              part={part}
              does={doesText(part, doing)}
              single={single}
              novelty={earlier.length > 0 ? noveltyOf(part.paths, doing, earlier) : undefined}
              on={ticked.has(part.id)}
              onToggle={() => onTick(toggled(parts, ticked, part.id))}
            />
          </li>
        ))}
      </ul>
      {ticked.size === 0 && <p class="error">{t('part_none')}</p>}
    </>
  );
}

/** An area's own sentence may speak of changing, so it stands only where everything in the area is allowed. */
export function doesText(part: Part, { access, methods }: Doing): string {
  if (part.id === rest || part.does === '') return part.does;
  if (access === 'read') return t('part_read');
  return methods ? t('part_methods') : part.does;
}

interface RowProps {
  readonly part: Part;
  readonly does: string;
  /** The only one: there is nothing to choose. */
  readonly single: boolean;
  /** Undefined where the caller has nothing yet: then all is new. */
  readonly novelty: Novelty | undefined;
  readonly on: boolean;
  readonly onToggle: () => void;
}

function Row({ part, does, single, novelty, on, onToggle }: RowProps) {
  const plainPath = part.paths.length === 1 && part.paths[0] === part.name;
  const below = part.paths.length > 1 || (novelty !== undefined && novelty !== 'known');
  const words = (
    <span class={plainPath ? 'path-only' : ''}>
      {plainPath ? <code>{part.name}</code> : <b>{part.name}</b>}
      <span class="soft">{does}</span>
      {novelty && <NoveltyBadge novelty={novelty} title={part.paths.join(' ')} />}
      {novelty !== 'known' && !plainPath && <code class={below ? 'below' : ''}>{part.paths.join(' ')}</code>}
    </span>
  );
  if (single) return <div class="only-part">{words}</div>;
  return (
    <label>
      <input type="checkbox" class="tick" checked={on} onChange={onToggle} />
      {words}
    </label>
  );
}

function NoveltyBadge({ novelty, title }: { novelty: Novelty; title: string }) {
  if (novelty === 'known') {
    return (
      <span class="badge" title={title}>
        {t('already_allowed')}
      </span>
    );
  }
  return <span class="badge petrol">{novelty === 'change' ? t('new_change') : t('new')}</span>;
}
