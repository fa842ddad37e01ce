/** Tiles: a monogram on a service's hue, a grey letter for a site, a puzzle piece for an extension. No logos, nothing fetched. */
import { originText, type OutsideCaller } from './host';
import { Icon } from './icons';

type Size = 'small' | 'large';

/** The last word tells one maker's services apart: "Practice Photos" is P, "Practice Video" V. What stands in brackets tells where. */
export function monogram(name: string): string {
  const last =
    name
      .replace(/\([^()]*\)\s*$/u, '')
      .trim()
      .split(/\s+/u)
      .at(-1) ?? '';
  return /[\p{L}\p{N}]/u.exec(last)?.[0].toUpperCase() ?? '?';
}

export function Tile({ name, hue, size }: { name: string; hue: number; size?: Size }) {
  return (
    <span class={`tile ${size ?? ''}`} style={`--h:${hue}`} aria-hidden="true">
      {monogram(name)}
    </span>
  );
}

export function CallerTile({ caller, size }: { caller: OutsideCaller; size?: Size }) {
  return (
    <span class={`tile site ${size ?? ''}`} aria-hidden="true">
      {caller.kind === 'site' ? firstLetter(caller.origin) : <Icon name="puzzle" />}
    </span>
  );
}

function firstLetter(origin: string): string {
  const host = originText(origin).replace(/^\w+:\/\//u, '');
  return /^(?:www\.)?(.)/u.exec(host)?.[1] ?? '?';
}
