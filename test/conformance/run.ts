/** Runs every case where it is loaded: in a page, or in a content script of ours. */
import { cases } from './all';
import type { Hosts, Tools, Way } from './case';
import { toolsFor } from './tools';

/** How many cases run at the same time: fewer than the six connections that browsers open to one host, so that no case waits for another. */
const atOnce = 4;
/** Longest time for one case, in milliseconds. */
const patience = 15_000;

/** @returns what each case gave, by its name */
export async function run(way: Way, fetch: Tools['fetch'], hosts: Hosts): Promise<Record<string, unknown>> {
  const results: Record<string, unknown> = {};
  const waiting = Object.entries(cases).entries();
  const worker = async (): Promise<void> => {
    for (const [place, [name, work]] of waiting) {
      const tools = toolsFor(fetch, hosts, way, place);
      const late = new Promise((resolve) => setTimeout(() => resolve('never ended'), patience));
      const result = (async () => work(tools))().catch((error: unknown) => ({ broken: String(error) }));
      results[name] = JSON.parse(JSON.stringify((await Promise.race([result, late])) ?? null)) as unknown;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
