/** Tells the story: one line per step with what really came back, a picture of it, and the reason when it is not as it should be. */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import { shotOf, type Look } from '../../test/practice/windows';

export interface Told {
  /** What came back, as one line. */
  readonly line: string;
  /** What the step's picture shows. */
  readonly picture: Page;
}

export interface Narrator {
  /** Runs one step and prints its line. @returns whether it went well */
  step(name: string, run: (look: Look) => Promise<Told>): Promise<boolean>;
  /** Prints a remark between steps. */
  remark(text: string): void;
  /** Pictures saved so far. */
  readonly pictures: number;
  readonly folder: string;
}

/** Throws unless what came back is what should have. */
export function must(condition: unknown, otherwise: string): asserts condition {
  if (!condition) throw new Error(otherwise);
}

/**
 * @param secrets gives every secret known so far: a line that holds one is never printed, and its step fails
 * @param folder is emptied first
 */
export async function startNarrator(
  context: BrowserContext,
  secrets: () => readonly string[],
  folder: string,
): Promise<Narrator> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  let pictures = 0;
  const picture = async (name: string, shoot: (file: string) => Promise<unknown>) => {
    pictures += 1;
    await shoot(path.join(folder, `${String(pictures).padStart(2, '0')}-${name}.png`));
  };
  const holdsSecret = (text: string) => secrets().some((secret) => text.includes(secret));
  const say = (text: string) => {
    if (holdsSecret(text)) throw new Error('The line to print held a secret; it is not shown.');
    console.log(text);
  };

  return {
    folder,
    get pictures() {
      return pictures;
    },
    remark: (text) => say(`  ${text}`),
    async step(name, run) {
      try {
        const { line, picture: shown } = await run((view, shoot) => picture(`${name}-${view}`, shoot));
        await picture(name, (file) => shown.screenshot({ path: file, animations: 'disabled', fullPage: true }));
        say(`✓ ${line}`);
        return true;
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        console.log(`✗ ${name}: ${holdsSecret(why) ? 'the reason holds a secret and is not shown' : why}`);
        for (const [index, page] of context.pages().entries()) {
          await picture(`${name}-failed-${index + 1}`, shotOf(page)).catch(() => undefined); // a page may close meanwhile
        }
        return false;
      }
    },
  };
}
