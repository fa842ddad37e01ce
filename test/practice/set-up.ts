/** Sets the practice services up in a running browser, the way the options page does it. */
import type { Page } from 'playwright';
import type { Origin } from '../../src/core/words';
import type { OwnCall, OwnInput, OwnOutput } from '../../src/messaging/own-calls';
import type { Browser } from '../harness/browser';
import { startFiles, type FilesOptions, type FilesService } from '../services/files';
import { startPhotos, type PhotosOptions, type PhotosService } from '../services/photos';
import { filesEntry, photosEntry } from './entries';
import { startSite, type PracticeSite } from './site';

export interface PracticeWorld {
  readonly photos: PhotosService;
  readonly files: FilesService;
  readonly site: PracticeSite;
  close(): Promise<void>;
}

/** Starts both services and the practice site on ports of the system's choice. */
export async function startWorld(options: { photos?: PhotosOptions; files?: FilesOptions } = {}): Promise<PracticeWorld> {
  const photos = await startPhotos(options.photos);
  const files = await startFiles(options.files);
  const site = await startSite({ photos: photos.origin, files: files.origin });
  return {
    photos,
    files,
    site,
    close: async () => {
      await Promise.all([photos.close(), files.close(), site.close()]);
    },
  };
}

/**
 * One own call, made by one of our own pages.
 * @throws Error with the code of the failure
 */
export async function ownCall<K extends OwnCall>(page: Page, own: K, input: OwnInput<K>): Promise<OwnOutput<K>> {
  const answer = await page.evaluate((message) => chrome.runtime.sendMessage(message), { own, input });
  if (answer.ok) return answer.value as OwnOutput<K>;
  throw new Error(`${own}: ${answer.problem.code} ${answer.problem.message}`);
}

/** The same call twice in one moment, as two of our windows make it. @returns what each was told */
export async function ownCallTwice<K extends OwnCall>(page: Page, own: K, input: OwnInput<K>): Promise<readonly unknown[]> {
  const answers = await page.evaluate(
    (message) => Promise.all([chrome.runtime.sendMessage(message), chrome.runtime.sendMessage(message)]),
    { own, input },
  );
  return answers.map((answer) => (answer.ok ? answer.value : answer.problem.code));
}

declare const chrome: {
  runtime: {
    sendMessage(
      message: unknown,
    ): Promise<{ ok: true; value: unknown } | { ok: false; problem: { code: string; message: string } }>;
  };
};

/**
 * Registers an app at each service for this browser's redirect URL, and enters services and apps into Countersign.
 * @param apiHosts further API hosts of Practice Files
 */
export async function enterServices(browser: Browser, world: PracticeWorld, apiHosts: readonly Origin[] = []): Promise<void> {
  const options = await browser.page('extension/pages/options/options.html#services');
  const { redirectUrl } = await ownCall(options, 'overview', {});
  const photosApp = world.photos.registerApp({ callbacks: [redirectUrl] });
  const filesApp = world.files.registerApp({ redirectUris: [redirectUrl] });
  await ownCall(options, 'services.save', { service: photosEntry(world.photos.origin) });
  const files = filesEntry(world.files.origin);
  await ownCall(options, 'services.save', { service: { ...files, apiHosts: [...files.apiHosts, ...apiHosts] } });
  const { consumerKey: clientId, consumerSecret: clientSecret } = photosApp;
  await ownCall(options, 'apps.save', { serviceId: 'practice-photos', clientId, clientSecret });
  await ownCall(options, 'apps.save', { serviceId: 'practice-files', clientId: filesApp.clientId });
  await options.close();
}

/** The match patterns of every host that the practice sign-ins and the practice site need. */
export function practiceHosts(browser: Browser): string[] {
  return ['http://127.0.0.1/*', `${browser.redirectOrigin}/*`];
}
