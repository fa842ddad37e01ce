/** Apps as users enter them: right ones, and those from which a sign-in fails. */
import { filesEntry } from '../../practice/entries';
import { ownCall } from '../../practice/set-up';
import type { Bench, ServiceId } from './bench';

export const app = (bench: Bench, serviceId: ServiceId, clientId: string, clientSecret?: string): Promise<void> =>
  ownCall(bench.desk, 'apps.save', { serviceId, clientId, ...(clientSecret !== undefined && { clientSecret }) });
export const photosApp = async (bench: Bench, callback?: string): Promise<{ consumerKey: string; consumerSecret: string }> => {
  const { redirectUrl } = await bench.overview();
  return bench.world.photos.registerApp({ callbacks: [callback ?? redirectUrl] });
};
export const goodPhotosApp = async (bench: Bench): Promise<void> => {
  const { consumerKey, consumerSecret } = await photosApp(bench);
  await app(bench, 'practice-photos', consumerKey, consumerSecret);
};
export const goodFilesApp = async (bench: Bench): Promise<void> => {
  const { redirectUrl } = await bench.overview();
  await ownCall(bench.desk, 'services.save', { service: filesEntry(bench.world.files.origin) });
  await app(bench, 'practice-files', bench.world.files.registerApp({ redirectUris: [redirectUrl] }).clientId);
};
/** Practice Files wants a secret from this app. @returns its client id */
export const secretiveFilesApp = async (bench: Bench): Promise<string> => {
  const { redirectUrl } = await bench.overview();
  await ownCall(bench.desk, 'services.save', { service: filesEntry(bench.world.files.origin, 'client_secret_basic') });
  return bench.world.files.registerApp({ redirectUris: [redirectUrl], secret: true }).clientId;
};
