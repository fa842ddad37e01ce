/** Runs the scripts of our tools in a Node of their own. */
import { spawn } from 'node:child_process';
import path from 'node:path';

/** Runs one of our tools' scripts. @throws Error with its output when it fails */
export async function run(script: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(process.execPath, [script, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`${path.basename(script)} ${args.join(' ')} failed.\n${output}`);
}
