/** Starts the API host of bench and memory tests in a process of its own, so that its work is not done on a caller's thread. */
import { spawn } from 'node:child_process';
import type { ServerStats } from './server';

export interface ApiServer {
  readonly origin: string;
  stats(): Promise<ServerStats>;
  close(): Promise<void>;
}

/** @throws Error if the process ends before it has said its origin */
export async function startApiServer(): Promise<ApiServer> {
  const child = spawn(process.execPath, ['tools/run.mjs', 'test/bench/server.ts'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const atExit = (): void => void child.kill();
  process.once('exit', atExit);
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (line: Buffer) => resolve(line.toString().trim()));
    void ended.then(() => reject(new Error('The API server did not start.')));
  });
  return {
    origin,
    stats: async () => (await (await fetch(`${origin}/stats`)).json()) as ServerStats,
    close: async () => {
      process.off('exit', atExit);
      child.kill();
      await ended;
    },
  };
}
