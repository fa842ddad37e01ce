/** Measures in the consent window itself how long Allow could not be pressed: from outside, a busy computer would blur it. */
import type { Page } from 'playwright';

/** Runs in every page; only marks times, in windows of ours. */
export function watchAllow(): void {
  if (!location.pathname.endsWith('/connect.html')) return;
  const look = (): void => {
    const allow = [...document.querySelectorAll('button')].find((button) => button.textContent === 'Allow');
    const state = allow && (allow.getAttribute('aria-disabled') === 'true' ? 'allow-asleep' : 'allow-awake');
    if (state && performance.getEntriesByName(state).length === 0) performance.mark(state);
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributeFilter: ['aria-disabled'] });
}

/** Milliseconds from the first sight of Allow until it could be pressed; 0 when it could at once. */
export async function allowSlept(window: Page): Promise<number> {
  const times = await window.evaluate(() =>
    ['allow-asleep', 'allow-awake'].map((name) => performance.getEntriesByName(name)[0]?.startTime),
  );
  const [asleep, awake] = times;
  return asleep === undefined || awake === undefined ? 0 : Math.round(awake - asleep);
}
