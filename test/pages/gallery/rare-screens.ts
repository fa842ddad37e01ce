/** States that one seldom meets: nothing found, what did not work, what the browser lost, and the dialogs and errors that no other screen shows. */
import { withCatalogue } from './catalogue-fixtures';
import { entryAsk, notes, varied } from './entered-fixtures';
import { ask, empty, filesAsk, overview, present, readAsk } from './fixtures';
import type { Screen } from './screen';
import { credentialsAsk, wayful } from './way-fixtures';

const popup = (more: Partial<Screen> = {}): Screen => ({ page: 'popup', overview, tab: 'https://photos.example/album', ...more });
const options = (hash: string, more: Partial<Screen> = {}): Screen => ({ page: 'options', overview, hash, ...more });
const connect = (hash: string, more: Partial<Screen> = {}): Screen => ({ page: 'connect', overview, hash, ...more });
const findAccount = 'Find an account or a service';
const newer = { ...overview, readOnly: true } as const;
const lost = { ...empty, lost: { accounts: 3, at: present - 60_000 } };

export const rareScreens = {
  'popup-nothing-found': popup({ fill: { [findAccount]: 'zzz' } }),
  'popup-newer': popup({ overview: newer }),
  'popup-lost': popup({ overview: lost, tab: '' }),
  'popup-failed': popup({ press: ['Read only'], fails: ['permits.change'] }),
  'popup-request-failed': popup({ overview: { ...overview, asks: [readAsk] }, press: ['Refuse'], fails: ['asks.refuse'] }),
  'connect-ask-failed': connect('ask=q1', {
    overview: { ...overview, asks: [ask, filesAsk] },
    press: ['Refuse'],
    fails: ['asks.refuse'],
    shows: '[role=alert]',
  }),
  'connect-setup-missing': connect('service=practice-photos', { overview: empty, press: ['Allow and sign in'], shows: '.error' }),
  'connect-where-missing': connect('catalogue=example-store', {
    overview: withCatalogue,
    shows: '#where',
    fill: { shop: '' },
    press: ['Go on'],
  }),
  'connect-credentials-missing': connect('signIn=s1', {
    overview: { ...wayful, signIns: [credentialsAsk()] },
    press: ['Finish the sign-in'],
    shows: '.error',
  }),
  'connect-entry-failed': connect('signIn=s1', {
    overview: { ...varied, signIns: [entryAsk(notes)] },
    fill: { key: 'k-1' },
    press: ['Finish the sign-in'],
    fails: ['signIn.answer'],
    shows: '[role=alert]',
  }),
  'options-newer': options('accounts', { overview: newer }),
  'options-lost': options('accounts', { overview: lost }),
  'options-accounts-nothing': options('accounts', { fill: { [findAccount]: 'zzz' } }),
  'options-account-failed': options('accounts/a1', { press: ['Renew'], fails: ['accounts.renew'], shows: '[role=alert]' }),
  'options-account-remove': options('accounts/a1', { press: ['More', 'Remove'], shows: 'dialog[open]' }),
  'options-sites-failed': options('sites', {
    press: ['Turn off for photos.example'],
    fails: ['sites.disable'],
    shows: '[role=alert]',
  }),
  'options-activity-failed': options('activity', { fails: ['activity.page'] }),
  'options-service-remove': options('services/acme.calendar', {
    overview: withCatalogue,
    press: ['Remove'],
    shows: 'dialog[open]',
  }),
  'options-service-saved': options('services/practice-photos', { overview: withCatalogue, press: ['Save'] }),
} satisfies Record<string, Screen>;
