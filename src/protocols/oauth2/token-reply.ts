/** Token replies as the standard has them. What a service does differently is undone by the quirks in its entry, and by nothing else. */
import { CountersignError } from '../../core/errors';
import { firstBytes } from '../../core/first-bytes';
import { valueAt } from '../../core/value-at';
import type { OAuth2Service } from '../../core/oauth2-service';

/** A reply is never longer, in bytes. */
const longest = 256 * 1024;

export interface TokenReply {
  /** For the library, which checks it by the standard. */
  readonly response: Response;
  /** The reply as the service wrote it: it may name the person and the API host. */
  readonly whole: unknown;
}

type Members = Record<string, unknown>;

/**
 * A service's answer at its token endpoint, in the standard's form.
 * @param now milliseconds since 1970
 * @throws CountersignError `reply_invalid` for tokens that are no visible text, or numbers that are none
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5
 */
export async function standardReply(service: OAuth2Service, response: Response, now: number): Promise<TokenReply> {
  const text = await firstBytes(response, longest);
  const whole = parsed(service, text);
  if (!isMembers(whole)) return { response: rebuilt(response, text), whole };
  const refusal = response.status >= 400 ? whole : refusalIn200(service, whole);
  if (refusal) {
    const status = response.status >= 400 ? response.status : 400;
    return { response: rebuilt(response, JSON.stringify(errorOf(refusal)), status), whole };
  }
  const reply = standardised(service, whole, now);
  check(service, reply);
  return { response: rebuilt(response, JSON.stringify(reply), response.status), whole };
}

function parsed({ quirks = [] }: OAuth2Service, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return quirks.includes('reply-form') ? Object.fromEntries(new URLSearchParams(text)) : undefined;
  }
}

function refusalIn200({ quirks = [], tokenAt = '' }: OAuth2Service, whole: Members): Members | undefined {
  if (!quirks.includes('errors-in-200')) return undefined;
  const refused = whole['error'] !== undefined || whole['ok'] === false;
  return refused && within(whole, tokenAt)['access_token'] === undefined ? whole : undefined;
}

/** An error as the standard has it, from the shapes that services use. @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
function errorOf(body: Members): Members {
  const { error } = body;
  if (typeof error === 'string') return body;
  const { errors } = body;
  const inner = [error, Array.isArray(errors) ? (errors[0] as unknown) : undefined].find(isMembers) ?? body;
  const code = [inner['code'], inner['type'], body['error_type'], body['errorType'], body['code'], body['title']].find(
    isNameable,
  );
  const text = [inner['message'], body['error_message'], body['error_description'], body['message']].find(isNameable);
  return { error: String(code ?? 'error'), ...(text !== undefined && { error_description: String(text) }) };
}

const isNameable = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

function standardised(service: OAuth2Service, whole: Members, now: number): Members {
  const { quirks = [], tokenAt = '', expiresIn, expiresAtFrom } = service;
  const reply: Members = { ...whole, ...within(whole, tokenAt) };
  if (quirks.includes('empty-members')) dropEmpty(reply);
  const { scope } = reply;
  if (quirks.includes('scope-array') && Array.isArray(scope))
    reply['scope'] = scope.filter((each) => typeof each === 'string').join(' ');
  if (quirks.includes('scope-commas') && typeof scope === 'string')
    reply['scope'] = scope
      .split(/[\s,]+/)
      .filter(Boolean)
      .join(' ');
  if (quirks.includes('token-type-any')) reply['token_type'] = 'bearer';
  if ((quirks.includes('numbers-as-text') || quirks.includes('reply-form')) && typeof reply['expires_in'] === 'string')
    reply['expires_in'] = Number(reply['expires_in']);
  if (expiresAtFrom !== undefined) {
    const at = instantOf(valueAt(whole, expiresAtFrom) ?? valueAt(reply, expiresAtFrom));
    if (at !== undefined) reply['expires_in'] = Math.max(0, Math.round((at - now) / 1000));
  }
  if (reply['expires_in'] === undefined && expiresIn !== undefined) reply['expires_in'] = expiresIn;
  return reply;
}

/** Also `expires_in: 0`, which no token that was just given can mean. */
function dropEmpty(reply: Members): void {
  for (const [name, value] of Object.entries(reply)) if (value === null || value === '') delete reply[name];
  if (Number(reply['expires_in']) === 0) delete reply['expires_in'];
}

/** Seconds since 1970, or an ISO date, as milliseconds. */
function instantOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const at = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  return Number.isFinite(at) ? at : undefined;
}

/** Visible ASCII: anything else would end up in a header. @see https://www.rfc-editor.org/rfc/rfc6749#appendix-A.12 */
const visible = /^[\x20-\x7e]+$/;

function check({ name }: OAuth2Service, reply: Members): void {
  const tokens = [reply['access_token'], reply['refresh_token'] ?? 'none'];
  const texts = tokens.every((token) => typeof token === 'string' && visible.test(token));
  const seconds = reply['expires_in'] ?? 0;
  if (!texts || typeof seconds !== 'number' || !(seconds >= 0)) throw new CountersignError('reply_invalid', { about: name });
}

function within(whole: Members, path: string): Members {
  if (path === '') return whole;
  const found = path
    .split('.')
    .reduce<unknown>((at, name) => (isMembers(at) || Array.isArray(at) ? (at as Members)[name] : undefined), whole);
  return isMembers(found) ? found : {};
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function rebuilt(response: Response, body: string, status = response.status): Response {
  const { headers } = response;
  return new Response(status === 204 || status === 205 || status === 304 ? null : body, { status, headers });
}
