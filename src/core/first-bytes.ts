/** Reads the beginning of an answer, so that no service can fill the worker's memory. */

/**
 * The first bytes of a body as text; what comes after them is not fetched.
 * @param most in bytes
 */
export async function firstBytes(response: Response, most: number): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  let left = most;
  while (left > 0) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value.subarray(0, left), { stream: true });
    left -= value.byteLength;
  }
  void reader.cancel().catch(() => {});
  return text;
}
