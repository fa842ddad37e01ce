/** Bundles a module of the house as one script, so that a test can run it where no build of ours would put it. */
import { build, type Rollup } from 'vite';

/**
 * Bundles one module.
 * @param entry its path from the repository's root
 * @param as `iife` defines a global of this name; `es` is a module
 */
export async function bundle(entry: string, as: { readonly iife: string } | 'es'): Promise<string> {
  const format = as === 'es' ? 'es' : 'iife';
  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    define: { __TEST_HOOKS__: 'false' },
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry, formats: [format], fileName: () => 'bundle.js', ...(as === 'es' ? {} : { name: as.iife }) },
    },
  });
  const [output] = [built].flat() as Rollup.RollupOutput[];
  if (!output) throw new Error(`${entry} gave no bundle.`);
  return output.output[0].code;
}
