/** What a failed sign-in leads to. */
import { expect, test, vi } from 'vitest';
import { nextStep } from '../../extension/pages/connect/next-step';
import { cloud, notes } from './gallery/entered-fixtures';
import { microblog, photos } from './gallery/fixtures';
import { wayfulBlog } from './gallery/way-fixtures';

vi.mock('webextension-polyfill', () => import('./gallery/browser-stub'));

test.each([
  ['code_expired', photos, 'again'],
  ['window_closed', undefined, 'again'],
  ['id_token_invalid', photos, 'close'],
  ['id_token_invalid', undefined, 'close'],
  ['registration_refused', cloud, 'set-up'],
  ['registration_refused', undefined, 'again'],
  ['scope_refused', cloud, 'scopes'],
  ['scope_refused', photos, 'again'], // all of its scopes are usual ones: there is nothing to leave out
  ['pin_only', wayfulBlog, 'pin'],
  ['pin_only', microblog, 'again'],
  ['credentials_refused', notes, 'again'],
] as const)('%s', (code, service, step) => expect(nextStep(code, service)).toBe(step));
