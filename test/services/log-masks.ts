/** Keeps secrets out of a service's log where they travel in the open: in a path, a query or a body. */
import type { Exchange } from './server';
import type { Issued } from './types';
import { fingerprint } from './users';

/** Puts a fingerprint in place of every secret that was issued, in any spelling that URLs and forms give it. */
export function maskLog({ entry }: Exchange, issued: readonly Issued[]): void {
  for (const { value } of issued) {
    const mark = `sha256:${fingerprint(value)}`;
    const encoded = new URLSearchParams([['', value]]).toString().slice(1);
    for (const spelling of new Set([value, encodeURIComponent(value), encoded])) {
      entry.query = entry.query.replaceAll(spelling, mark);
      entry.path = entry.path.replaceAll(spelling, mark);
    }
    if (entry.body !== undefined) entry.body = JSON.parse(JSON.stringify(entry.body).replaceAll(value, mark)) as unknown;
  }
}
