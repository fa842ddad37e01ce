/** Where the popup was opened. */
import type { Origin } from '../../../src/core/words';

/** Over a site, over a page without an origin, or not known yet. */
export type Place = { readonly origin: Origin; readonly tabId: number } | 'none' | 'unknown';
