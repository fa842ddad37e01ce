/** End-to-end tests that `npm test` leaves to `npm run test:long`: each has a relative of its kind that stays. */
export const longOnly = [
  'calls-two', // beside calls-callers
  'everywhere', // beside story and attacks-silence
  'kill-turns', // beside kill
  'memory', // beside oauth1-calls, which watches an upload of 50 MB
  'oauth1-sessions', // beside calls-renewal and the unit tests of the flows
  'oauth2-entries', // beside oauth2-ways
  'oauth2-renewal-ahead', // beside oauth2-renewals
  'reconnect', // beside kill-calls
  'sdk', // beside conformance
].map((name) => `test/e2e/${name}.test.ts`);
