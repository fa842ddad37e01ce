/** Requests about a connector, made as the broker's account: for the ticket, to hand over what was entered, for the state. */
import type { BrokeredService } from '../../core/brokered-service';
import { CountersignError, type Details } from '../../core/errors';
import { firstBytes } from '../../core/first-bytes';
import type { Context } from '../../core/protocol';
import { retryAfter } from '../../core/retry-after';
import { shownDetails } from '../../core/shown-text';
import { fill } from '../../core/template';
import { safeUrl } from '../../core/urls';
import { anyAt, valueAt } from '../../core/value-at';
import { toBase64 } from '../../core/base64';
import { headersOf } from './signing';
import { secretsOf, type Values } from './values';

export type Ctx = Context<BrokeredService>;

/** An answer about one connector is never longer than this, in bytes. */
const mostBytes = 256 * 1024;
const codePaths = ['errors.0.code', 'error.code', 'code', 'error'];
const textPaths = ['errors.0.message', 'error.message', 'error_description', 'Message', 'message', 'ExceptionMessage', 'detail'];

/**
 * A token that opens the page once.
 * @throws CountersignError `service_refused`, `service_error`, `service_unreachable`, `reply_invalid`, and what `Context.parent` throws
 */
export async function ticketFor(context: Ctx, values: Values): Promise<string> {
  const { ticket, name } = context.service;
  if (!ticket) throw new CountersignError('unexpected', { about: 'ticket' });
  const data = await told(context, { method: 'POST', path: ticket.path, values, json: filled(ticket.json, values), bare: true });
  const token = valueAt(data, ticket.at);
  if (!token) throw new CountersignError('reply_invalid', { about: name });
  return token;
}

/** Hands the broker what was entered. Sent again, it does the same. @throws as {@link ticketFor} */
export async function handOver(context: Ctx, values: Values): Promise<void> {
  const { hand } = context.service;
  if (!hand) throw new CountersignError('unexpected', { about: 'hand' });
  const encoded = Object.entries(filled(hand.json, values)).map(([member, text]) => [
    member,
    hand.base64?.includes(member) ? toBase64(new TextEncoder().encode(text)) : text,
  ]);
  await told(context, { method: 'PUT', path: hand.path, values, json: Object.fromEntries(encoded) as Values });
}

/** What the broker says of the connector. @throws as {@link ticketFor} */
export async function stateOf(context: Ctx, values: Values): Promise<{ readonly signedIn: boolean; readonly label?: string }> {
  const { state } = context.service;
  const data = await told(context, { method: 'GET', path: state.path, values });
  const found = anyAt(data, state.at);
  const label = state.label === undefined ? undefined : valueAt(data, state.label)?.trim().slice(0, 120);
  const isText = typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean';
  return { signedIn: isText && String(found) === state.equals, ...(label && { label }) };
}

interface Question {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly values: Values;
  readonly json?: Values;
  /** Without the connector's own headers. */
  readonly bare?: true;
}

async function told(context: Ctx, { method, path, values, json, bare }: Question): Promise<unknown> {
  const { service, clock } = context;
  const headers = new Headers(bare ? [] : headersOf(service, values));
  headers.set('accept', 'application/json');
  if (json) headers.set('content-type', 'application/json');
  const url = safeUrl((service.apiHosts[0] ?? '') + fill(path, values));
  const response = await reached(context, {
    method,
    url,
    headers,
    ...(json && { body: new Blob([JSON.stringify(json)], { type: 'application/json' }) }),
  });
  const text = await firstBytes(response, mostBytes).catch((error: unknown) => {
    throw inOurWords(error, url);
  });
  const data = parsed(text);
  const { ok, status } = response;
  if (ok && (data !== undefined || method === 'PUT')) return data;
  if (ok) throw new CountersignError('reply_invalid', { about: service.name });
  const details = { ...detailsOf(status, data, secretsOf(service, values)), ...retryAfter(response, clock.now()) };
  const code = status >= 400 && status < 500 ? 'service_refused' : 'service_error';
  throw new CountersignError(code, { ...details, about: service.name });
}

/** Each value stands inside one text of the JSON, whatever it holds. */
function filled(json: Readonly<Record<string, string>>, values: Values): Values {
  return Object.fromEntries(Object.entries(json).map(([member, template]) => [member, fill(template, values)]));
}

async function reached({ parent }: Ctx, request: Parameters<Context['http']>[0]): Promise<Response> {
  if (!parent) throw new CountersignError('broker_missing');
  try {
    return await parent(request);
  } catch (error) {
    throw inOurWords(error, request.url);
  }
}

/** `fetch` says TypeError for everything between here and the service; its message may quote the URL. */
function inOurWords(error: unknown, url: URL): unknown {
  const lost = error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError');
  return lost ? new CountersignError('service_unreachable', { about: url.host }) : error;
}

function detailsOf(status: number, data: unknown, secrets: readonly string[]): Details {
  const first = (paths: readonly string[]) => paths.map((path) => valueAt(data, path)).find((found) => found !== undefined);
  return shownDetails(status, { code: first(codePaths), text: first(textPaths) }, secrets);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
