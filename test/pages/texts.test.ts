/** How texts and what stands in them are put together. */
import { afterEach, expect, test, vi } from 'vitest';
import { rich, series, t } from '../../extension/pages/shared/texts';
import { stage } from './gallery/browser-stub';

vi.mock('webextension-polyfill', () => import('./gallery/browser-stub'));

afterEach(() => {
  stage.language = 'en-GB';
});

test('an abbreviation at the end of a sentence takes its full stop along', () => {
  stage.language = 'de';
  expect(t('why_running', { amount: '40 Sek.' })).toBe('Schon 40 Sek.');
  expect(t('why_open_until', { amount: '40 Sek.', left: '9 Min.' })).toBe('Schon 40 Sek. offen. Die Anfrage gilt noch 9 Min.');
  expect(rich('enabled_since', { ago: 'vor 2 Min.' })).toEqual(['Eingeschaltet: vor 2 Min.']);
});

test('other dots stay', () => {
  expect(t('forgot_where')).toBe('Forget everything …');
  expect(t('nothing_found', { query: '../a..b...' })).toBe('Nothing found for “../a..b...”');
});

test('what stands side by side is joined as the language does it', () => {
  expect(series(['PUT', 'PATCH'])).toBe('PUT, PATCH');
  stage.language = 'de';
  expect(series(['PUT', 'PATCH'])).toBe('PUT, PATCH');
  expect(series(['POST', 'PUT', 'PATCH'])).toBe('POST, PUT und PATCH');
});
