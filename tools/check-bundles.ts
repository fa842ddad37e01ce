/** The build check: each bundle may hold only what its room may hold, whatever the imports looked like. */
import type { Plugin } from 'vite';
import { catalogueAddresses, readCatalogue } from './catalogue.ts';

interface Rule {
  readonly what: string;
  readonly bundle: RegExp;
  /** A text that stands in every build of the thing that must not be there. */
  readonly never: RegExp;
}

/** Strings survive the minifier: each is one that the forbidden code cannot do without. */
export const rules: readonly Rule[] = [
  { what: 'Dexie', bundle: /content\//, never: /dexie/i },
  { what: 'crypto', bundle: /content\//, never: /crypto\.subtle|AES-GCM|HMAC/ },
  {
    what: 'an admin call',
    bundle: /content\//,
    never: /accounts\.(renew|revoke|remove)|apps\.save|signIn\.|permits\.(change|end|restore)|services\.save/,
  },
  { what: 'a service URL', bundle: /content\//, never: /oauth_|authorize|https?:\/\/(?!127\.0\.0\.1)/ },
  { what: 'validation', bundle: /content\//, never: /strict_object|safeParse/ },
  { what: 'Dexie', bundle: /^(?!.*(background|bridge))/, never: /dexie/i },
  { what: 'crypto', bundle: /^(?!.*(background|bridge))/, never: /crypto\.subtle|AES-GCM/ },
  {
    what: 'HTML made of text',
    bundle: /./,
    never: /\.(inner|outer)HTML\s*=(?!=)|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|document\.write/,
  },
];
const testHook = /countersignCheckpoint/;

/**
 * What is wrong with a bundle.
 * @param release whether test hooks are forbidden
 * @param addresses those that the catalogue names: it is a file, and no script holds any of it
 */
export function faultsOf(fileName: string, code: string, release: boolean, addresses: readonly string[] = []): string[] {
  const faults = rules.filter((rule) => rule.bundle.test(fileName) && rule.never.test(code)).map((rule) => rule.what);
  const named = addresses.find((address) => code.includes(address));
  if (named !== undefined) faults.push(`the catalogue (${named})`);
  return release && testHook.test(code) ? [...faults, 'a test hook'] : faults;
}

/**
 * Fails the build when a bundle holds what it must not.
 * @param release whether this is a build for people
 */
export function checkBundles(release: boolean): Plugin {
  return {
    name: 'countersign:check-bundles',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const addresses = catalogueAddresses(readCatalogue());
        for (const [fileName, output] of Object.entries(bundle)) {
          const code = output.type === 'chunk' ? output.code : typeof output.source === 'string' ? output.source : '';
          if (!fileName.endsWith('.js')) continue;
          const faults = faultsOf(fileName, withoutSourceMap(code), release, addresses);
          if (faults.length > 0) this.error(`${fileName} holds ${faults.join(' and ')}.`);
        }
      },
    },
  };
}

function withoutSourceMap(code: string): string {
  return code.replace(/\/\/# sourceMappingURL=.*/g, '');
}
