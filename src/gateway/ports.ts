/** What a signed call needs from the outside. */
import type { Ports as AccountPorts } from '../accounts/ports';
import type { Redirect } from './redirects';
import type { Turns } from './turns';

export interface Ports extends AccountPorts {
  readonly wire: {
    expect(origin: string): void;
    /** `fetch` that follows no redirect but tells where it leads. */
    send(url: URL, init: RequestInit): Promise<{ readonly response: Response; readonly redirect?: Redirect }>;
  };
  readonly turns: Turns;
}
