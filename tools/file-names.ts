/**
 * What the built scripts are called: names without a hash. The bundler's hash depends on where node_modules lies, so that two
 * builds of the same sources would differ; and nothing in an extension is cached under its name.
 */

interface Chunk {
  /** The module for whose sake there is this script, if it is one. */
  readonly facadeModuleId?: string | null;
}

/** A package that is loaded when it is needed is called after itself: most are built into a file `dist/index.js`. */
function ofChunk({ facadeModuleId }: Chunk): string {
  const [, owner] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(facadeModuleId ?? '') ?? [];
  return `assets/${owner?.replace('@', '').replace('/', '-') ?? '[name]'}.js`;
}

export const fileNames = {
  entryFileNames: 'assets/[name].js',
  chunkFileNames: ofChunk,
  assetFileNames: 'assets/[name][extname]',
};
