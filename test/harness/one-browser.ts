/** Browser tests that are about one browser alone, each with its reason; every other scenario runs in both. */

export const chromiumOnly: readonly string[] = [
  'e2e/memory', // its heap profiler, which tells what a worker and a page hold each by itself
  'e2e/passkey', // its virtual authenticators; what Firefox says to an extension's page is in firefox-passkey
].map((name) => `test/${name}.test.ts`);

export const firefoxOnly = [
  'e2e/firefox', // its event page and its prompt for hosts
  'e2e/firefox-backup', // its downloads
  'e2e/firefox-hosts', // hosts that are taken away in its own settings
  'e2e/firefox-idle', // how it stops its event page
  'e2e/firefox-passkey', // its virtual authenticators
  'e2e/firefox-redirects', // its own redirect URLs
  'e2e/firefox-sign-in', // its window, which fetches each page twice
  'harness/firefox-driver', // its driver: its tabs, its prompt, its sign-in window
].map((name) => `test/${name}.test.ts`);
