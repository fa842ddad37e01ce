/** Files that a page makes by itself and hands to the browser's downloads; nothing is sent anywhere. */

/** @param type its media type; the text is UTF-8 */
export function download(name: string, text: string, type: 'text/csv' | 'application/json'): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the file only once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
