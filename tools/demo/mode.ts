/** Decides whether a person looks at the demo or it tells its story by itself. */

export type Mode = { readonly mode: 'interactive' } | { readonly mode: 'headless'; readonly because: string };

/** @param args the command line's; @param env the environment */
export function chooseMode(args: readonly string[], env: NodeJS.ProcessEnv, platform = process.platform): Mode {
  if (args.includes('--headless')) return { mode: 'headless', because: 'you asked for it' };
  if (env['CI'] && env['CI'] !== 'false') return { mode: 'headless', because: 'CI is set' };
  const display = platform === 'darwin' || platform === 'win32' || env['DISPLAY'] || env['WAYLAND_DISPLAY'];
  return display ? { mode: 'interactive' } : { mode: 'headless', because: 'there is no display here' };
}
