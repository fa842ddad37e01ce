/** The build takes from Preact what could make HTML of a text, and notices when Preact has changed. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { faultsOf } from '../../../tools/check-bundles';
import { withoutHtml } from '../../../tools/no-html';

const preact = readFileSync(createRequire(import.meta.url).resolve('preact'), 'utf8');
const setsHtml = 'HTML made of text';

test('Preact as it is would fail the build, and passes without its one place', () => {
  expect(faultsOf('assets/popup.js', preact, true)).toContain(setsHtml);
  expect(faultsOf('assets/popup.js', withoutHtml(preact), true)).not.toContain(setsHtml);
});

test('a Preact with no such place, or with two, is looked at anew', () => {
  expect(() => withoutHtml('a.textContent=b')).toThrow('Preact sets HTML in 0 places');
  expect(() => withoutHtml(`${preact};${preact}`)).toThrow('Preact sets HTML in 2 places');
});

test.each(['a.innerHTML=b', 'a.outerHTML = b', 'a.insertAdjacentHTML(b,c)', 'document.write(a)', 'a.setHTMLUnsafe(b)'])(
  '%s fails the build',
  (code) => {
    expect(faultsOf('assets/popup.js', code, true)).toContain(setsHtml);
  },
);

test('reading HTML does not', () => {
  expect(faultsOf('assets/popup.js', 'a.innerHTML==b||c.innerHTML===d', true)).not.toContain(setsHtml);
});
