/** What a check found, before it is dated: the part that each check makes, and the page puts into words. */
import type { CheckView } from '../../../src/core/health';

export type Finding = Omit<CheckView, 'name' | 'at'>;

export const fine = (facts: Finding['facts'] = {}): Finding => ({ state: 'fine', facts });

export const needsYou = (facts: Finding['facts'], more: Pick<Finding, 'repair' | 'origins'> = {}): Finding => ({
  state: 'needs-you',
  facts,
  ...more,
});
