/** Builds the release packages: one version everywhere, and nothing that the add-on linter objects to, not even a warning. */
import { buildExtension } from './build';
import { buildClient } from './library';
import { lint, lintUnder } from './package/lint';
import { otherVersions } from './version';

/** @returns 1 when there is anything to object to */
export async function main(): Promise<number> {
  const versions = otherVersions();
  const [chromium, firefox] = [await buildExtension('chromium'), await buildExtension('firefox')];
  await buildClient();
  const found = { version: versions, firefox: await lint(firefox), chromium: await lintUnder(firefox, chromium) };
  for (const [what, remarks] of Object.entries(found)) {
    console.log(`${what}: ${remarks.length === 0 ? 'nothing to object to' : `${remarks.length} objections`}`);
    for (const remark of remarks) console.error(`  ${remark}`);
  }
  return Object.values(found).some((remarks) => remarks.length > 0) ? 1 : 0;
}
