/** A site that calls a personality of the OAuth 1.0a service: its page, its permit, and what the service said to each call. */
import { createHash } from 'node:crypto';
import type { Page } from 'playwright';
import type { PersonalityName } from '../../services/personalities';
import { pageCall, type Reply, type Told } from '../pages/app';
import { allowed, bringsCredentials, signsIn, type OAuth1Stage, type Place, type PlaceOptions } from './oauth1';

export interface Caller extends Place {
  readonly handle: string;
  call(path: string, init?: object): Promise<Told<Reply>>;
  /** Uploads {@link fileText} in a form, after some texts. */
  upload(path: string, texts: Readonly<Record<string, string>>, file: string): Promise<Told<Reply>>;
  /** What the service noted about the calls since the last question. */
  outcomes(): string[];
}

/** What is uploaded: some megabytes that are no ASCII. */
const fileText = 'ÿ\0 four megabytes '.repeat(200_000);
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
export const fileHash = sha256(fileText);

/** Starts a personality, signs alice in and allows the site. */
export async function openCaller(stage: OAuth1Stage, site: Page, name: PersonalityName, how: PlaceOptions = {}): Promise<Caller> {
  const isPasted = name !== 'gallery'; // whose credentials may only read
  const place = await stage.place(name, { ...how, change: { ...how.change, ...(isPasted && { ways: ['credentials'] }) } });
  const { service } = place;
  const handle = await allowed(stage, site, await (isPasted ? bringsCredentials : signsIn)(stage, place));
  let seen = service.log.length;
  return {
    ...place,
    handle,
    call: (path, init) => pageCall(site, handle, service.apiOrigin + path, init),
    upload: (path, texts, file) =>
      site.evaluate(uploads, { handle, url: service.apiOrigin + path, texts, file, content: fileText }),
    outcomes: () => service.log.slice(seen, (seen = service.log.length)).map(({ outcome }) => outcome),
  };
}

interface Upload {
  readonly handle: string;
  readonly url: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly file: string;
  readonly content: string;
}
declare const app: { fetch(handle: string, url: string, init: object): Promise<Told<Reply>> };

/** Runs in the site's page. */
function uploads({ handle, url, texts, file, content }: Upload): Promise<Told<Reply>> {
  const body = new FormData();
  for (const [name, value] of Object.entries(texts)) body.append(name, value);
  body.append(file, new Blob([content], { type: 'application/octet-stream' }), 'größe.bin');
  return app.fetch(handle, url, { method: 'POST', body });
}
