/** An upload of 50 MB in a form, signed with OAuth 1.0a: the worker keeps none of it, also where the form's text parts are signed. */
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { prepareUpload } from '../bench/in-page';
import { limit, MB, meter, type Measured } from '../long/memory';
import type { PersonalityName } from '../services/personalities';
import { openEnabled } from './pages/stage';
import { allowed, bringsCredentials, openOAuth1Stage, signsIn, type OAuth1Stage } from './support/oauth1';

const bytes = 50 * MB;
let stage: OAuth1Stage;
let site: Page;
let sha256: string;
let measure: (work: () => Promise<unknown>) => Promise<Measured>;

beforeAll(async () => {
  // The release build: the size of its code is part of what idles.
  stage = await openOAuth1Stage({ extension: inject('builds').chromium, executable: inject('browsers').chromium });
  site = await openEnabled(stage);
  await site.evaluate(prepareUpload, bytes);
  sha256 = await site.evaluate(digest);
  measure = await meter(stage, site);
});
afterAll(async () => stage?.close());

declare const app: { account(handle: string): { fetch: typeof fetch } };
declare const kept: { upload: Blob };

/** Runs in the page, before anything is measured. */
async function digest(): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', await kept.upload.arrayBuffer());
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Runs in the page. @returns the service's answer */
async function uploads({ handle, url, part }: { handle: string; url: string; part: string }): Promise<string> {
  const body = new FormData();
  body.append('title', 'Häuser & Bäume');
  body.append(part, kept.upload, 'big.bin');
  const response = await app.account(handle).fetch(url, { method: 'POST', body });
  return response.text();
}

test.each<[PersonalityName, string, string]>([
  ['x', '/1.1/media/upload.json', 'media'],
  ['gallery', '/services/upload', 'photo'],
])('%s: every byte arrives, and the worker has 32 MB more than idle at most', async (name, path, part) => {
  const isPasted = name === 'x'; // the gallery's credentials may only read
  const place = await stage.place(name, isPasted ? { change: { ways: ['credentials'] } } : {});
  const handle = await allowed(stage, site, await (isPasted ? bringsCredentials : signsIn)(stage, place));
  const told: string[] = [];
  const { worker, held } = await measure(async () => {
    told.push(await site.evaluate(uploads, { handle, url: place.service.apiOrigin + path, part }));
  });
  expect(told).toHaveLength(2);
  for (const text of told) expect(text).toMatch(new RegExp(`"(size|bytes)":${bytes},"sha256":"${sha256}"`));
  if (name === 'gallery') expect(told[0]).toContain('"title":"Häuser & Bäume"');
  expect(worker.above, JSON.stringify(worker)).toBeLessThan(limit);
  expect(held.worker.above, JSON.stringify(held.worker)).toBeLessThan(limit);
});
