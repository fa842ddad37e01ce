/** Tells a request that got no answer from everything else that can go wrong around it. */

/**
 * Whether a thrown value means that the service gave no answer: `fetch` says TypeError for everything between here and the service, and
 * TimeoutError when it took too long. Their messages may quote the URL: show neither.
 */
export function isNoAnswer(error: unknown): boolean {
  return error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError');
}
