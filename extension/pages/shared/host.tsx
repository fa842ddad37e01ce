/** Where something comes from or goes to: hosts stand whole, with port, with scheme when it is not https, punycode in both forms. */
import type { Caller, Origin } from '../../../src/core/words';
import { managerName } from './managers';
import { unicodeHost } from './punycode';
import { rich, t } from './texts';

export type OutsideCaller = Exclude<Caller, { kind: 'own' }>;

/** An origin as plain text: `photos.example`, `photos.example:8443`, `http://127.0.0.1:8080`. */
export function originText(origin: Origin): string {
  if (!URL.canParse(origin)) return origin;
  const url = new URL(origin);
  return url.protocol === 'https:' ? url.host : origin;
}

/** A page's address, short enough to be typed: `tv.example.org/link`. Nothing is left away but `https://` and a lone slash at the end. */
export function addressText(url: string): string {
  const bare = url.replace(/^https:\/\//u, '');
  return bare.indexOf('/') === bare.length - 1 ? bare.slice(0, -1) : bare;
}

/** A caller as plain text, for labels and tooltips: "photos.example, embedded in blog.example (container 2)". */
export function callerText(caller: Caller): string {
  if (caller.kind === 'own') return t('caller_own');
  if (caller.kind === 'extension') return managerName(caller.id) ?? caller.id;
  const { within, container } = caller;
  const origin = originText(caller.origin);
  const site = within === undefined ? origin : t('caller_within', { outer: originText(within), site: origin });
  return container === undefined ? site : t('caller_in_container', { container: containerText(container), site });
}

/** A browser's container by its number, as far as the browser tells it: "Container 2". */
function containerText(container: string): string {
  return t('container', { name: /\d+$/u.exec(container)?.[0] ?? container });
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

/** Hosts, one below the other. */
export function HostNames({ origins, look }: { origins: readonly Origin[]; look?: 'hosts' }) {
  return (
    <ul class={look}>
      {origins.map((origin) => (
        <li key={origin}>
          <code>
            <Host origin={origin} />
          </code>
        </li>
      ))}
    </ul>
  );
}

/** The mark of the container in which a site asks; nothing in the default one. */
export function ContainerBadge({ caller }: { caller: Caller }) {
  if (caller.kind !== 'site' || caller.container === undefined) return null;
  return (
    <>
      {' '}
      <span class="badge">{containerText(caller.container)}</span>
    </>
  );
}

/** A caller in full: a site's origin with the one around it and its container, an extension's name or id, or our own pages. */
export function CallerName({ caller }: { caller: Caller }) {
  if (caller.kind !== 'site' || caller.within === undefined) {
    return (
      <>
        <CallerShort caller={caller} />
        <ContainerBadge caller={caller} />
      </>
    );
  }
  return (
    <>
      {rich('caller_within', { outer: <Host origin={caller.within} />, site: <Host origin={caller.origin} /> })}
      <ContainerBadge caller={caller} />
    </>
  );
}

/** A caller within a sentence that has said, or will say, where it stands. */
export function CallerShort({ caller }: { caller: Caller }) {
  if (caller.kind === 'site') return <Host origin={caller.origin} />;
  if (caller.kind === 'own') return <>{t('caller_own')}</>;
  return <bdi class="url">{managerName(caller.id) ?? caller.id}</bdi>;
}
