/** How browsers differ is known to `src/platform` and the build alone: nothing else asks which browser it runs in. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** What tells one browser from another. */
const tells =
  /userAgent|getBrowserInfo|chromiumapp|allizom|mozoauth|(?:moz|chrome|chromium|firefox)-(?:extension|default)|isFirefox|isChrom|InstallTrigger|webkitTextSecurity/;

/** Comments may name browsers. */
const withoutComments = (code: string): string => code.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/(^|\s)\/\/.*$/gm, ' ');

const asking = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => path.join(folder, file))
    .filter((file) => tells.test(withoutComments(readFileSync(file, 'utf8'))));

test('only the platform’s folder asks which browser it is', () => {
  expect(asking('src').filter((file) => !file.startsWith(path.join('src', 'platform')))).toEqual([]);
  expect(asking('extension')).toEqual([]);
});

test('the check finds them where they are', () => {
  expect(asking(path.join('src', 'platform'))).toContain(path.join('src', 'platform', 'which.ts'));
});
