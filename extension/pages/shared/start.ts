/** What every page does first: its texts' language and direction, its title, and that the focus is not lost. */
import { direction, language } from '../../../src/platform/language';
import { keepFocus } from './focus-keeper';

/** @returns the place to render into */
export function startPage(title: string): HTMLElement {
  document.documentElement.lang = language();
  document.documentElement.dir = direction();
  document.title = title;
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no root');
  keepFocus(root);
  return root;
}
