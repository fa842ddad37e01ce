/** Looks at a screen of the gallery as a demanding visitor does: errors, accessibility, what is cut or wider than its place. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContext, Page } from 'playwright';
import { expect } from 'vitest';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** At which widths each page is looked at; the first is its usual one. */
export const widths = { popup: [360, 320], connect: [480, 400, 320], options: [1280, 420, 320], unlock: [1280, 320] } as const;

/** Opens a screen; it stands, and nothing went wrong on the way. */
export async function openScreen(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(address);
  await page.waitForSelector('html[data-ready]', { timeout: 20_000 });
  expect(errors).toEqual([]);
  return page;
}

/**
 * Beyond what axe looks at by itself (WCAG 2.0 to 2.2 A and AA, and its best practices): the size of targets, and what it still calls
 * experimental. None of its own rules is switched off.
 */
const further = [
  'target-size',
  'label-content-name-mismatch',
  'focus-order-semantics',
  'p-as-heading',
  'table-fake-caption',
  'td-has-header',
];

/** What axe objects to. @param rules only these, where given */
export async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(
    async ([only, more]) => {
      const { axe: run } = globalThis as unknown as {
        axe: {
          run(
            options: object,
          ): Promise<{ violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] }>;
        };
      };
      const also = Object.fromEntries(more.map((rule) => [rule, { enabled: true }]));
      const { violations: found } = await run.run({
        resultTypes: ['violations'],
        preload: false,
        ...(only ? { runOnly: only } : { rules: also }),
      });
      return found.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
      );
    },
    [rules, further] as const,
  );
}

/** What is wider than its place: the page itself, or a word that its button or label cuts off. */
export function overflows(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide =
      document.documentElement.scrollWidth > innerWidth
        ? [`the page: ${document.documentElement.scrollWidth} > ${innerWidth}`]
        : [];
    const cut = [
      ...document.querySelectorAll<HTMLElement>('button, a.button, .badge, .state, h1, h2, h3, label, code, .second'),
    ].filter((element) => {
      const { display, overflowX } = getComputedStyle(element);
      const isCut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1;
      const { right, left, width } = element.getBoundingClientRect();
      const isOutside = width > 0 && (right > innerWidth + 1 || left < -1) && !element.closest('.scroll, .nav');
      return (isCut && display !== 'inline' && overflowX === 'visible') || isOutside;
    });
    return [...wide, ...cut.map((element) => `${element.tagName} ${element.textContent?.trim().slice(0, 40)}`)];
  });
}

/** The size at which each page is mostly seen, in CSS pixels. */
export const sizes = { popup: [360, 600], connect: [480, 720], options: [1280, 800], unlock: [1280, 800] } as const;
