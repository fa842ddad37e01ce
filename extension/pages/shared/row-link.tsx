/** A service in a list as a link: its tile, its name, where it is, and its badges. */
import type { ComponentChildren } from 'preact';
import type { Service } from '../../../src/core/service';
import { Tile } from './tile';

interface RowProps {
  readonly service: Pick<Service, 'name' | 'hue'>;
  readonly host: string;
  readonly href: string;
  /** Whether it is the one that is shown beside the list. */
  readonly current?: boolean;
  /** Its badges. */
  readonly children: ComponentChildren;
}

export function RowLink({ service: { name, hue }, host, href, current, children }: RowProps) {
  return (
    <a class="row" href={href} aria-current={current ? 'true' : undefined}>
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
  );
}
