/** The one request that tells whether what was entered works, and perhaps whose it is. */
import { CountersignError, type Details } from '../../core/errors';
import { firstBytes } from '../../core/first-bytes';
import type { Context } from '../../core/protocol';
import { quoterOf } from '../../core/quoted';
import { shownDetails } from '../../core/shown-text';
import { safeUrl } from '../../core/urls';
import { labelAt, valueAt } from '../../core/value-at';
import type { Probe } from '../../core/entered-service';
import type { Origin } from '../../core/words';
import type { Carrier } from './carrier';
import type { EnteredService, Values } from './secret';

/** An answer about one person is never longer than this, in bytes. */
const mostBytes = 256 * 1024;
const codePaths = ['errors.0.code', 'error.code', 'code', 'error'];
const textPaths = ['errors.0.message', 'error.message', 'error_description', 'message', 'detail', 'description', 'title'];

export type Probed =
  | { readonly accepted: true; readonly subject?: string; readonly label?: string }
  | { readonly accepted: false; readonly details: Details };

/** Where the probe goes: its own URL, or a path on the account's API host. */
export function probeUrl({ url }: Probe, { apiHosts }: EnteredService, own: Origin | undefined): string {
  return url.startsWith('/') ? (own ?? apiHosts[0] ?? '') + url : url;
}

/**
 * Asks the service. Not accepted means that it refuses the values (401 or 403).
 * @throws CountersignError `service_refused`, `service_error`, `service_unreachable`, `insecure_endpoint`
 */
export async function probed<V extends EnteredService>(
  context: Context<V>,
  carrier: Carrier<V>,
  probe: Probe,
  values: Values,
  own: Origin | undefined,
): Promise<Probed> {
  const { service } = context;
  const url = safeUrl(probeUrl(probe, service, own));
  const headers = new Headers({ accept: 'application/json' });
  const response = await reached(context, carrier.add(service, values, { method: probe.method ?? 'GET', url, headers }));
  const { status } = response;
  const data = jsonIn(await readable(response, url));
  if (response.ok) return { accepted: true, ...namesIn(probe, data, secretsOf(service, values)) };
  const details = detailsOf(status, data, values);
  if (status === 401 || status === 403) return { accepted: false, details };
  throw new CountersignError(status >= 400 && status < 500 ? 'service_refused' : 'service_error', {
    ...details,
    about: url.host,
  });
}

/** The service's own words about a refusal, free of what was entered. */
export function detailsOf(status: number, data: unknown, values: Values): Details {
  const first = (paths: readonly string[]) => paths.map((path) => valueAt(data, path)).find((found) => found !== undefined);
  return shownDetails(status, { code: first(codePaths), text: first(textPaths) }, Object.values(values));
}

export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `fetch` says TypeError for everything between here and the service; its message may quote the URL. */
async function reached<V extends EnteredService>(
  context: Context<V>,
  request: Parameters<Context['http']>[0],
): Promise<Response> {
  try {
    return await context.http(request);
  } catch (error) {
    throw inOurWords(error, request.url);
  }
}

async function readable(response: Response, url: URL): Promise<string> {
  try {
    return await firstBytes(response, mostBytes);
  } catch (error) {
    throw inOurWords(error, url);
  }
}

function inOurWords(error: unknown, url: URL): unknown {
  const lost = error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError');
  return lost ? new CountersignError('service_unreachable', { about: url.host }) : error;
}

/** A name that quotes a secret is none. */
function namesIn({ identity }: Probe, data: unknown, secrets: readonly string[]): { subject?: string; label?: string } {
  const quotesSecret = quoterOf(secrets);
  const at = (path: string | undefined, read = valueAt): string | undefined => {
    const found = path === undefined ? undefined : read(data, path);
    return found === undefined || found === '' || quotesSecret(found) ? undefined : found;
  };
  const subject = at(identity?.subject);
  const label = at(identity?.label, labelAt);
  return { ...(subject !== undefined && { subject }), ...(label !== undefined && { label }) };
}

function secretsOf({ fields }: EnteredService, values: Values): string[] {
  return fields.filter(({ kind }) => kind === 'secret').map(({ name }) => values[name] ?? '');
}
