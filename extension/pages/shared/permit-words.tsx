/** Permits as sentences: who may do what, and until when, in the same words everywhere. */
import type { ComponentChild } from 'preact';
import type { Service } from '../../../src/core/service';
import type { Instant, Lasting, Origin } from '../../../src/core/words';
import { originText } from './host';
import { namedMethods, verbsText, type Doing } from './methods';
import { covers, overlap } from './paths';
import { capitalised, list, plural, rich, t } from './texts';
import { ahead, isNear, moment } from './times';

export interface Ends {
  readonly lasting: Lasting;
  readonly until?: Instant;
}

interface Covering extends Doing {
  readonly paths: readonly string[];
  /** Calls in any one minute. */
  readonly rate?: number | undefined;
}

/**
 * "albums, part of Photos and the rest of /v1/*": the areas that the paths cover, those that they cover in part, and what lies
 * in no area; everything when there are no paths.
 */
export function coveredText(paths: readonly string[], service: Service | undefined): string {
  if (paths.length === 0) return t('covers_everything');
  const areas = service?.areas ?? [];
  const named = areas.flatMap((area) => {
    if (area.paths.every((path) => paths.some((own) => covers(own, path)))) return [lowered(area.name)];
    const touched = area.paths.some((path) => paths.some((own) => overlap(own, path)));
    return touched ? [t('covers_part', { area: area.name })] : [];
  });
  const beyond = paths.filter((path) => !areas.some((area) => area.paths.some((own) => covers(own, path))));
  const rest = beyond.map((path) => {
    const hasAreas = areas.some((area) => area.paths.some((own) => overlap(own, path)));
    return hasAreas ? t('covers_rest', { path }) : path;
  });
  return list([...named, ...rest]);
}

/** "Albums" within a sentence is "albums"; "API keys" stays. */
function lowered(name: string): string {
  return /^.\p{Lu}/u.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);
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

/** "until today 23:59, at most 60 calls a minute". */
function limitsText(permit: Covering & Ends, now: Instant): string {
  const ends = endsText(permit, now);
  return permit.rate === undefined ? ends : plural('ends_rate', permit.rate, { ends });
}

function wholeText(permit: Covering, service: Service | undefined): string {
  return permit.paths.length === 0 ? t('covers_whole') : coveredText(permit.paths, service);
}

/** "Reads and changes albums and photos, until today 23:59". */
export function permitText(permit: Covering & Ends, service: Service | undefined, now: Instant): string {
  const ends = limitsText(permit, now);
  const methods = namedMethods(permit);
  if (methods) return t('permit_methods', { ends, verbs: verbsText(methods), what: wholeText(permit, service) });
  const values = { ends, what: coveredText(permit.paths, service) };
  return permit.access === 'change' ? t('permit_change', values) : t('permit_read', values);
}

/** "Only at api.example.org; hosts that were added later are not covered.", where a permit covers not all of the account's hosts. */
export function hostsText(hosts: readonly Origin[]): string {
  return t('permit_hosts', { hosts: list(hosts.map(originText)) });
}

/** The same beside a choice that says already whether it only reads: "Albums and photos, until today 23:59." */
export function coversText(permit: Covering & Ends, service: Service | undefined, now: Instant): string {
  const ends = limitsText(permit, now);
  const methods = namedMethods(permit);
  if (methods)
    return capitalised(t('permit_covers_methods', { ends, verbs: verbsText(methods), what: wholeText(permit, service) }));
  return capitalised(t('permit_covers', { ends, what: coveredText(permit.paths, service) }));
}

/** What a question asks for, at the service: "To read albums at Practice Photos. Nothing happens until you answer." */
export function requestText(ask: Covering, service: Service | undefined, name: ComponentChild): ComponentChild[] {
  const methods = namedMethods(ask);
  if (methods) return rich('request_methods', { service: name, verbs: verbsText(methods), what: wholeText(ask, service) });
  const values = { service: name, what: coveredText(ask.paths, service) };
  return ask.access === 'change' ? rich('request_change', values) : rich('request_read', values);
}
