/** The filters by which the browser tells one answer of a service from everything else that goes to the same page. */

/**
 * Filters (in the browser's `urlFilter` syntax) for exactly this URL with one of its parameters equal to `value`, in the query or in the
 * fragment. Each of the usual ways to escape the value has its own; letters count as they are written.
 * A `*` in the page's own path stands for more than itself; the value keeps such a filter narrow.
 */
export function filtersFor(page: string, value: string): string[] {
  const url = new URL(page);
  url.search = '';
  url.hash = '';
  return spellings(value).flatMap((spelt) => ['?', '#'].map((mark) => `|${url.href}${mark}*=${spelt}^`));
}

/** A value as services write it into a URL. A bare `*` would stand for anything, so such a spelling is left out. */
function spellings(value: string): string[] {
  const usual = encodeURIComponent(value);
  const strict = usual.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const form = new URLSearchParams([['', value]]).toString().slice(1);
  const upper = [strict, usual, form];
  const lower = upper.map((text) => text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()));
  const bare = /^[\x21-\x7e]+$/.test(value) && !/[&#%^|"<>`]/.test(value) ? [value] : [];
  return [...new Set([...upper, ...lower, ...bare])].filter((text) => !text.includes('*'));
}
