/** Looks at a screen in another language: which of its texts are cut off, and which are neither ours to translate nor from outside. */
import type { Page } from 'playwright';

/** What `Intl` writes on its own, in English: dates, amounts of time, sizes, and what joins a list. */
const written =
  /\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|am|pm|ms|secs?|mins?|hrs?|days?|hours?|minutes?|seconds?|bytes?|kB|MB|and)\b/giu;

/** Words that are the same in every language. */
const names = [
  /^Countersign$/u, // the product
  /^(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|PROPFIND)$/u,
  /^((HMAC|RSA)-SHA\d+|PLAINTEXT)$/u,
  /^Authorization:$/u,
  /^-----BEGIN PUBLIC KEY-----/u,
  /^(\{"countersign": "services"|"version": 1)$/u, // how a pack begins
  /^my-services$/u, // an identifier, as an example
];

export interface Found {
  /** Texts that their place cuts off. A name from outside may be: it stands whole elsewhere. */
  readonly cut: readonly string[];
  /** Texts that come neither from `_locales` nor from outside. To be had in the accented language only. */
  readonly hardCoded: readonly string[];
}

export async function look(page: Page): Promise<Found> {
  const { cut, texts, outside } = await page.evaluate(readPage);
  const told = outside.toLowerCase();
  const isOutside = (text: string): boolean => told.includes(text.trim().toLowerCase());
  return {
    cut: cut.filter(({ mayClip, parts }) => !(mayClip && parts.every(isOutside))).map(({ parts }) => parts.join(' ')),
    hardCoded: texts.filter((text) => !isOutside(text) && !partsLeft(text).every(isOutside)),
  };
}

/** A word of ours. An element within a text, such as a name, cuts its brackets apart: between these words stands what was given to it. */
const accented = /\S*(?=\p{L})[^a-zA-Z\s]\S*/gu;

/** The parts of a text that nobody has accounted for. What stands between the brackets of a text was given to it. */
function partsLeft(text: string): string[] {
  let rest = text;
  while (/⟦[^⟦⟧]*⟧/u.test(rest)) rest = rest.replace(/⟦[^⟦⟧]*⟧/gu, '\n');
  return rest
    .replace(accented, '\n')
    .replace(written, '\n')
    .split(/[\n,]/u)
    .map((part) => part.trim())
    .filter((part) => /[a-z]{2}/iu.test(part) && !names.some((name) => name.test(part)));
}

/** Runs in the page. */
function readPage(): { cut: { mayClip: boolean; parts: string[] }[]; texts: string[]; outside: string } {
  const { stage } = globalThis as unknown as { stage: { told: unknown[] } };
  const outside: string[] = [];
  const gather = (value: unknown): void => {
    if (typeof value === 'string') outside.push(value);
    else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) {
        outside.push(name);
        gather(inner);
      }
  };
  gather(stage.told);

  const hides = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip';
  const isCut = (element: Element): boolean => {
    // What one pixel holds is for screen readers only.
    if (element.clientWidth <= 1 || !element.textContent?.trim() || !element.checkVisibility()) return false;
    const { overflowX, overflowY } = getComputedStyle(element);
    return (
      (hides(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
      (hides(overflowY) && element.scrollHeight > element.clientHeight + 1)
    );
  };
  // What stands in <bdi> is from outside by the rule of the house, also where it was put together here, as a host's Unicode form.
  const foreign = 'bdi, code, kbd, pre, script, style';
  const textsIn = (root: Node, but = 'script, style'): string[] => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (walker.nextNode()) {
      const { textContent, parentElement } = walker.currentNode;
      if (textContent?.trim() && !parentElement?.closest(but)) found.push(textContent);
    }
    return found;
  };
  const elements = [...document.body.querySelectorAll('*')];
  const spoken = ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt', 'data-account'];
  const attributes = elements.flatMap((element) => spoken.map((name) => element.getAttribute(name) ?? ''));
  return {
    cut: elements.filter(isCut).map((element) => ({ mayClip: element.matches('.clip'), parts: textsIn(element) })),
    texts: [...new Set([...textsIn(document.body, foreign), ...attributes])],
    outside: outside.join('\n'),
  };
}
