/** What the built extension may do is what SECURITY.md says, permission for permission, and nothing of it is open to pages. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, test } from 'vitest';

const { chromium, chromiumTest, firefoxTest } = inject('builds');
const builds = { chromium, chromiumTest, firefoxTest };
type Manifest = Readonly<Record<string, unknown>>;
const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as Manifest;

/** The names in the first column of the table under “Permissions”. */
function explained(): string[] {
  const [, section = ''] = readFileSync('SECURITY.md', 'utf8').split(/^#+ Permissions\s*$/m);
  const [own = ''] = section.split(/^#/m);
  return own.split('\n').flatMap((line) => {
    const [, first = ''] = /^\|([^|]*)\|/.exec(line) ?? [];
    return [...first.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
  });
}

test.each(Object.entries(builds))('%s asks for the permissions that SECURITY.md explains, and no others', (name, folder) => {
  const manifest = manifestOf(folder);
  const asked = [...(manifest['permissions'] as string[]), ...(manifest['optional_host_permissions'] as string[])];
  const firefoxOnly = name === 'firefoxTest' ? [] : ['cookies'];
  expect([...asked, ...firefoxOnly].toSorted()).toEqual(explained().toSorted());
  expect(manifest['incognito']).toBe('not_allowed');
  for (const key of ['host_permissions', 'optional_permissions']) expect(manifest).not.toHaveProperty(key);
});

test.each(Object.entries(builds))(
  '%s: nothing web-accessible, no content script, no page that may connect, no looser policy',
  (_, folder) => {
    const manifest = manifestOf(folder);
    for (const key of [
      'web_accessible_resources',
      'content_scripts',
      'externally_connectable',
      'content_security_policy',
      'sandbox',
      'devtools_page',
      'chrome_url_overrides',
    ]) {
      expect(manifest, key).not.toHaveProperty(key);
    }
  },
);

test.each(Object.entries(builds))('%s: the shortcuts open the popup and lock, and do nothing else', (_, folder) => {
  expect(Object.keys(manifestOf(folder)['commands'] as object).toSorted()).toEqual(['_execute_action', 'lock']);
});

test('a build for people holds no test hook', () => {
  const scripts = readdirSync(chromium, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name.endsWith('.js'),
  );
  const hooked = scripts.filter((entry) =>
    readFileSync(path.join(entry.parentPath, entry.name), 'utf8').includes('countersignCheckpoint'),
  );
  expect(scripts.length).toBeGreaterThan(3);
  expect(hooked.map(({ name }) => name)).toEqual([]);
});
