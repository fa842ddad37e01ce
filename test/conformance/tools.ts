/** The tools of a case, in the page or content script that runs it. */
import type { Answer, Hosts, Tools, Way } from './case';

/** @param place the case's own part of every path */
export function toolsFor(fetch: Tools['fetch'], hosts: Hosts, way: Way, place: number): Tools {
  const base = (host: keyof Hosts): string => `${hosts[host]}/~${way}/${place}/`;
  const plain = (text: string): string => {
    for (const host of ['double', 'sibling', 'dead', 'foreign'] as const) {
      const [before, ...after] = text.split(base(host));
      text = [before, ...after.map((rest) => rest.replace(/^[\w-]*/, host))].join('');
    }
    return text;
  };
  const tell = async (work: Response | Promise<Response>): Promise<Record<string, unknown>> => {
    try {
      const response = await work;
      const { status, statusText, ok, type, redirected, bodyUsed, body } = response;
      const head = { status, statusText, ok, type, redirected, bodyUsed, hasBody: body !== null, url: plain(response.url) };
      const headers = Object.fromEntries([...response.headers].filter(([name]) => !/^(access-control-.*|date)$/.test(name)));
      for (const name in headers) headers[name] = plain(headers[name] ?? '');
      return { ...head, headers, text: await response.text().catch(failed) };
    } catch (error) {
      return { error: failed(error) };
    }
  };
  return {
    fetch,
    plain,
    tell,
    url: (answer = {}, rest = '', host = 'double') => `${base(host)}${packed(answer)}/${rest}`,
    failure: async (work, reason) => {
      try {
        await work();
        return 'worked';
      } catch (error) {
        return reason === undefined ? failed(error) : { same: error === reason, error: failed(error) };
      }
    },
  };
}

/** An error in one line: its name, our code where it has one, or the thrown value. */
function failed(error: unknown): string {
  // In Firefox a content script catches errors of the page's class, which is not its own `Error`.
  const { name, message, code } = Object(error) as { name?: unknown; message?: unknown; code?: unknown };
  if (typeof name !== 'string' || typeof message !== 'string') return `not an Error: ${JSON.stringify(error)}`;
  return typeof code === 'string' ? `${name} ${code}` : name;
}

/** An answer as a part of a path. */
function packed(answer: Answer): string {
  const bytes = new TextEncoder().encode(JSON.stringify(answer));
  let text = '';
  for (const byte of bytes) text += String.fromCodePoint(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
