/**
 * No script that ships can make HTML of a text. Preact could, by `dangerouslySetInnerHTML`, which no page of ours uses: the build
 * takes that ability out, so that it can't come back unnoticed and the stores' linters have nothing to ask about.
 */
import type { Plugin } from 'vite';

/** The one place in Preact: `element.innerHTML = html.__html`. */
const setter = /(\w+)\.innerHTML\s*=(?!=)\s*(\w+\.__html)/g;

/**
 * Preact's code with the text set as text.
 * @throws Error with a sentence when there is not exactly one such place: then Preact has changed, and so must this
 */
export function withoutHtml(code: string): string {
  const places = code.match(setter)?.length ?? 0;
  if (places !== 1) throw new Error(`Preact sets HTML in ${places} places, where one was known: look at tools/no-html.ts.`);
  return code.replace(setter, '$1.textContent=$2');
}

export function noHtmlFromText(): Plugin {
  return {
    name: 'countersign:no-html-from-text',
    apply: 'build',
    transform: (code, id) => (id.endsWith('/preact/dist/preact.mjs') ? { code: withoutHtml(code), map: null } : undefined),
  };
}
