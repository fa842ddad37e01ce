/** Permits as sentences: who may do what, and until when, in the same words everywhere. */
import type { Access, Instant, Lasting, Service } from '../../../src/core/words';
import { covers } from './paths';
import { list, t } from './texts';
import { ahead, isNear, moment } from './times';

export interface Ends {
  readonly lasting: Lasting;
  readonly until?: Instant;
}

interface Covering {
  readonly access: Access;
  readonly paths: readonly string[];
}

/** "albums and photos": the areas that the paths cover, then the paths that no area covers; everything when there are none. */
export function coveredText(paths: readonly string[], service: Service | undefined): string {
  if (paths.length === 0) return t('covers_everything');
  const areas = (service?.areas ?? []).filter((area) => area.paths.every((path) => paths.some((p) => covers(p, path))));
  const rest = paths.filter((path) => !areas.some((area) => area.paths.some((own) => covers(own, path) || covers(path, own))));
  return list([...areas.map((area) => lowered(area.name)), ...rest]);
}

/** "Albums" within a sentence is "albums"; "API keys" stays. */
function lowered(name: string): string {
  return /^.\p{Lu}/u.test(name) ? name : name.charAt(0).toLocaleLowerCase() + name.slice(1);
}

export function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** "until today 23:59", "this session". */
export function endsText({ lasting, until }: Ends, now: Instant): string {
  if (lasting === 'always') return t('ends_never');
  if (lasting === 'session') return t('ends_session');
  if (lasting === 'once' || until === undefined) return t('ends_once');
  return isNear(until, now) ? t('ends_in', { when: ahead(until, now) }) : t('ends_at', { when: moment(until, now) });
}

/** The same for a narrow place: "today 23:59", "no end". */
export function endsShort({ lasting, until }: Ends, now: Instant): string {
  if (lasting === 'always') return t('ends_short_never');
  if (lasting === 'session') return t('ends_session');
  if (lasting === 'once' || until === undefined) return t('ends_short_once');
  return ahead(until, now);
}

/** "Reads and changes albums and photos, until today 23:59". */
export function permitText(permit: Covering & Ends, service: Service | undefined, now: Instant): string {
  const values = { ends: endsText(permit, now), what: coveredText(permit.paths, service) };
  return permit.access === 'change' ? t('permit_change', values) : t('permit_read', values);
}
