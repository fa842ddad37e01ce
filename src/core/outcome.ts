/** What an answer in the activity means. */

/** Whether a call failed: the service said no, or our own code stands there. What the caller itself stopped did not fail. */
export function hasFailed(answer: number | string): boolean {
  return typeof answer === 'number' ? answer >= 400 : answer !== 'aborted';
}
