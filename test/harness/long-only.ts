/** Browser tests that `npm test` leaves to `npm run test:long`: each has a relative of its kind that stays. */
export const longOnly = [
  'e2e/activity', // beside story-accounts and the pages of the activity
  'e2e/attacks-noise', // beside the units of turns and of what waits
  'e2e/attacks-oauth2', // beside the units of the same attacks
  'e2e/attacks-prompts', // beside attacks-pages and the units of questions
  'e2e/attacks-redirect', // beside attacks-pages and the units of redirects
  'e2e/attacks-silence', // beside attacks-pages and story-consent
  'e2e/backup', // beside the units of backups
  'e2e/brokered', // beside entered and the units of connectors
  'e2e/calls-renewal', // beside oauth2-renewals
  'e2e/calls-turned-off', // beside calls-callers
  'e2e/calls-two', // beside calls-callers
  'e2e/catalogue', // beside the units of entries and of what is in use
  'e2e/client', // beside conformance and story-consent
  'e2e/conformance', // beside calls and calls-borders
  'e2e/custody-disk', // beside secrets
  'e2e/database', // beside the units of what the database's failures mean, and of clocks
  'e2e/discovery', // beside oauth2-ways and the units of discovery
  'e2e/durability', // beside story: the option is the same for every transaction
  'e2e/endings', // beside kill-custody
  'e2e/everywhere', // beside story and attacks-silence
  'e2e/example', // beside the units of the package, of the engine's needs and of its lines
  'e2e/firefox-backup', // beside firefox and the units of backups
  'e2e/firefox-hosts', // beside firefox and the units of renewals
  'e2e/firefox-idle', // beside firefox and calls-stream
  'e2e/firefox-passkey', // beside passkey and firefox
  'e2e/firefox-redirects', // beside firefox and redirect-elsewhere
  'e2e/firefox-sign-in', // beside firefox and the units of each protocol's visit
  'e2e/forget', // beside kill-custody and the units of endings
  'e2e/forget-locked', // beside endings and lock-core
  'e2e/from-catalogue', // beside story and the units of entries
  'e2e/health', // beside the units of each check and the pages
  'e2e/hosted-app', // beside story-consent and oauth2-renewals
  'e2e/kill-backup', // beside kill
  'e2e/kill-endings', // beside kill-custody
  'e2e/kill-renewals', // beside oauth2-renewals and kill-streams
  'e2e/kill-reseal', // beside lock-core
  'e2e/kill-sign-in', // beside kill
  'e2e/kill-turns', // beside kill
  'e2e/kill-ways', // beside kill
  'e2e/languages', // beside the comparison of the languages
  'e2e/lens', // beside the lens's pages and units
  'e2e/lock', // beside lock-core and the units of the wrapped key and the tries
  'e2e/lock-pages', // beside the units of passphrases and the lock's own
  'e2e/locked-calls', // beside the units of waiting, of the lock by itself and of updates
  'e2e/memory', // beside calls-stream
  'e2e/migrations', // beside the units of versions and snapshots
  'e2e/oauth1-calls', // beside oauth1-ways and the units of the wire
  'e2e/oauth1-sessions', // beside oauth2-renewals and the units of the flows
  'e2e/oauth2-entries', // beside oauth2-ways
  'e2e/oauth2-renewal-ahead', // beside oauth2-renewals
  'e2e/oauth2-renewal-faults', // beside oauth2-renewals
  'e2e/oauth2-vendors', // beside oauth2-ways and the units of all vendors
  'e2e/packs', // beside the units of packs
  'e2e/passkey', // beside lock-pages
  'e2e/reconnect', // beside kill-calls
  'e2e/redirects-elsewhere', // beside redirect-elsewhere and the units of its filters
  'e2e/scale', // beside activity
  'e2e/sdk', // beside conformance
  'e2e/secrets', // beside the units of what is told to whom
  'e2e/sign-in-failures', // beside story and the units of refusals
  'e2e/story-accounts', // beside story and story-consent
  'e2e/system-23', // beside oauth1-ways and the units of the double
  'e2e/system-dropbox', // beside oauth2-ways and the units of the double
  'e2e/system-facebook', // beside oauth2-ways and the units of the double
  'e2e/system-x', // beside oauth1-ways and the units of the double
  'e2e/tab-sign-in', // beside redirect-elsewhere
  'e2e/tickets', // beside the units of tickets
  'harness/chromium', // every browser test stands on it
  'pages/catalogue-page', // beside the units of what it shows
  'pages/connect-page', // beside the units of choosing and setting up
  'pages/health-page', // beside the units of its rows
  'pages/languages-page', // beside the comparison of the languages, and pages
  'pages/lock-page', // beside the units of passphrases
  'pages/services-page', // beside the round trips of the form
].map((name) => `test/${name}.test.ts`);

/** Of the scenarios that `npm test` runs in Chromium, those that it leaves to the long tests in Firefox. Each family has one that stays. */
export const longInFirefox = [
  'e2e/attacks-extension', // beside attacks-pages
  'e2e/attacks-frames', // beside attacks-pages
  'e2e/calls-borders', // beside calls
  'e2e/calls-callers', // beside calls
  'e2e/entered', // beside story
  'e2e/kill', // beside kill-custody
  'e2e/kill-calls', // beside kill-custody
  'e2e/kill-streams', // beside kill-custody and calls-stream
  'e2e/oauth1-ways', // beside story, which signs in by OAuth 1.0a too
  'e2e/oauth2-renewals', // beside calls
  'e2e/oauth2-ways', // beside story, which signs in by OAuth 2.0
  'e2e/redirect-elsewhere', // beside story
  'e2e/story-consent', // beside story
].map((name) => `test/${name}.test.ts`);
