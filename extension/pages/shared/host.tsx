/** Where something comes from or goes to: hosts stand whole, with port, with scheme when it is not https, punycode in both forms. */
import type { Caller, Origin } from '../../../src/core/words';
import { unicodeHost } from './punycode';
import { t } from './texts';

export type OutsideCaller = Exclude<Caller, { kind: 'own' }>;

/** An origin as plain text: `photos.example`, `photos.example:8443`, `http://127.0.0.1:8080`. */
export function originText(origin: Origin): string {
  if (!URL.canParse(origin)) return origin;
  const url = new URL(origin);
  return url.protocol === 'https:' ? url.host : origin;
}

/** A caller as plain text, for labels and tooltips. */
export function callerText(caller: Caller): string {
  if (caller.kind === 'site') return originText(caller.origin);
  return caller.kind === 'extension' ? caller.id : t('caller_own');
}

/** An origin, isolated for direction, never shortened. */
export function Host({ origin }: { origin: Origin }) {
  const unicode = URL.canParse(origin) ? unicodeHost(new URL(origin).hostname) : undefined;
  return (
    <>
      <bdi class="url">{originText(origin)}</bdi>
      {unicode && (
        <span class="unicode">
          {' ('}
          <bdi>{unicode}</bdi>)
        </span>
      )}
    </>
  );
}

/** A caller by its name: a site's origin, an extension's id, or our own pages. */
export function CallerName({ caller }: { caller: Caller }) {
  if (caller.kind === 'site') return <Host origin={caller.origin} />;
  return caller.kind === 'extension' ? <bdi class="url">{caller.id}</bdi> : <>{t('caller_own')}</>;
}
