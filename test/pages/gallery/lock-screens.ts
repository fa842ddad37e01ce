/** Every state of the lock's pages. */
import { overview, present } from './fixtures';
import { locked, older, site, unlocked, withoutHelp, withPasskeys } from './lock-fixtures';
import type { Screen } from './screen';

const waiting = [site('https://photos.example', 3)];
const away = locked({ why: 'idle', waiting });
const popup = (over = away, more: Partial<Screen> = {}): Screen => ({ page: 'popup', overview: over, tab: '', ...more });
const security = (over = unlocked(), more: Partial<Screen> = {}): Screen => ({
  page: 'options',
  overview: over,
  hash: 'security',
  ...more,
});
/** Typing a first passphrase. */
const setting = (typed: string): Screen =>
  security(overview, {
    open: ['Set a passphrase'],
    fill: { 'New passphrase': typed, 'The same again': typed },
    shows: '.strength[data-score]',
  });

export const lockScreens = {
  'popup-locked': popup(),
  'popup-locked-start': popup(locked({ why: 'start', ...withPasskeys })),
  'popup-locked-user': popup(locked({ why: 'user', waiting: [site('https://photos.example', 1)] })),
  'popup-locked-system': popup(
    locked({ why: 'system', waiting: [site('https://photos.example', 3), site('https://xn--bcher-kva.example', 1)] }),
  ),
  'popup-locked-wrong': popup(locked({ why: 'idle', waiting, ...withPasskeys }), {
    fill: { Passphrase: 'not the one' },
    press: ['Unlock'],
    shows: '.error',
  }),
  'popup-locked-missing': popup(away, { press: ['Unlock'] }),
  'popup-locked-again': popup(locked({ why: 'user', retryAt: present + 45_000 })),
  'popup-locked-busy': popup(away, { fill: { Passphrase: 'busy' }, press: ['Unlock'] }),
  'popup-forgot': popup(away, { press: ['Forgot it?'] }),
  'popup-forgot-passkey': popup(locked({ why: 'idle', ...withPasskeys }), { press: ['Forgot it?'] }),
  'connect-locked': { page: 'connect', overview: away, hash: 'ask=q1' },
  'options-locked': { page: 'options', overview: away, hash: 'accounts' },
  'options-locked-forgot': { page: 'options', overview: locked({ why: 'start', ...withPasskeys }), hash: 'forgot' },
  'options-locked-wipe': { page: 'options', overview: away, hash: 'forgot', press: ['Forget everything'] },
  'unlock-passkey': { page: 'unlock', overview: locked({ why: 'idle', waiting, ...withPasskeys }), shows: '.note' },
  'unlock-none': { page: 'unlock', overview },
  'options-security': security(unlocked(withPasskeys)),
  'options-security-none': security(overview),
  'options-security-set': security(overview, { press: ['Set a passphrase'] }),
  'options-security-set-0': setting('password'),
  'options-security-set-1': setting('otter gravel'),
  'options-security-set-2': setting('k7#mQ2xz9wP'),
  'options-security-set-3': setting('otter gravel 417'),
  'options-security-set-4': setting('vellum otter tandem gravel'),
  'options-security-set-wrong': security(overview, {
    open: ['Set a passphrase'],
    fill: { 'New passphrase': 'vellum otter tandem gravel', 'The same again': 'vellum otter' },
    press: ['Save the passphrase'],
    shows: '.error',
  }),
  'options-security-change': security(unlocked(withPasskeys), {
    open: ['Change'],
    fill: { 'Passphrase now': 'a long one', 'New passphrase': 'otter gravel 417' },
    shows: '.strength[data-score]',
  }),
  'options-security-change-wrong': security(unlocked(), {
    open: ['Change'],
    fill: {
      'Passphrase now': 'not this one',
      'New passphrase': 'vellum otter tandem gravel',
      'The same again': 'vellum otter tandem gravel',
    },
    press: ['Save the new passphrase'],
    shows: '.error',
  }),
  'options-security-remove': security(unlocked(withPasskeys), { press: ['Remove the passphrase'] }),
  'options-security-passkey': security(unlocked(), { press: ['Add a passkey'] }),
  'options-security-no-passkeys': security(withoutHelp(), { passkeys: false }),
  'options-security-older': security(older),
} satisfies Record<string, Screen>;
