/** The practice services with apps that are registered with another redirect URL than this browser's, and the rules that lead it here. */
import { ownCall } from '../../practice/set-up';
import type { Bench } from './bench';

interface Rule {
  readonly condition: {
    readonly urlFilter: string;
    readonly tabIds?: readonly number[];
    readonly resourceTypes: readonly string[];
  };
}

declare const chrome: { declarativeNetRequest: { getSessionRules(): Promise<Rule[]> } };

/** Registers apps at both practice services with this redirect URL, and enters them. */
export async function enterElsewhere({ world, desk }: Bench, redirectUrl: string): Promise<void> {
  const photos = world.photos.registerApp({ callbacks: [redirectUrl] });
  const files = world.files.registerApp({ redirectUris: [redirectUrl] });
  const { consumerKey, consumerSecret } = photos;
  const apps = [
    { serviceId: 'practice-photos', clientId: consumerKey, clientSecret: consumerSecret, redirectUrl },
    { serviceId: 'practice-files', clientId: files.clientId, redirectUrl },
  ];
  for (const app of apps) await ownCall(desk, 'apps.save', app);
}

/** The session rules of the extension. */
export function rulesOf({ desk }: Bench): Promise<Rule[]> {
  return desk.evaluate(() => chrome.declarativeNetRequest.getSessionRules());
}
