/** Where a service that is in use came from, in words, and which services belong together by it. */
import type { Overview, ServiceView } from '../../../src/messaging/views';
import { grouped } from '../shared/grouped';
import { list, t } from '../shared/texts';

/** "From the catalogue, for my-shop": one sentence without a full stop. */
export function sourceText({ source }: ServiceView): string {
  if (!source) return t('source_own');
  if (source.kind === 'pack') return t('source_pack', { pack: source.pack });
  const values = Object.values(source.values);
  return values.length > 0 ? t('source_catalogue_for', { values: list(values) }) : t('source_catalogue');
}

export interface SourceGroup {
  readonly title: string;
  readonly views: readonly ServiceView[];
}

/** Services by where they came from: the catalogue, each pack, the user. */
export function bySource(views: readonly ServiceView[]): readonly SourceGroup[] {
  const groups = grouped(views, ({ source }) => (source?.kind === 'pack' ? `1${source.pack}` : source ? '0' : '2'));
  return [...groups]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, members]) => ({
      title: key === '0' ? t('source_catalogue') : key === '2' ? t('source_own') : t('source_pack', { pack: key.slice(1) }),
      views: members,
    }));
}

/** The services in use that were made from this entry of the catalogue. */
export function takenFrom(overview: Overview, templateId: string): readonly ServiceView[] {
  return overview.services.filter(({ source }) => source?.kind === 'catalogue' && source.id === templateId);
}
