/** Reads request bodies for the services and describes them, without their secrets, for the log. */
import { fingerprint } from './users';

const SECRET_FIELDS = new Set([
  'password',
  'client_secret',
  'code',
  'code_verifier',
  'token',
  'access_token',
  'refresh_token',
  'oauth_token',
  'oauth_verifier',
  'oauth_session_handle',
  'oauth_signature',
  'ticket',
  'client_assertion',
  'device_code',
  'fb_exchange_token',
  'AuthValue',
]);

/** The media type of a Content-Type header in lower case without parameters, or ''. */
export function mediaType(contentType: string | undefined): string {
  return (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** The pairs of a form-encoded body, or undefined when the body is of another type. */
export function formOf(contentType: string | undefined, body: Buffer): URLSearchParams | undefined {
  if (mediaType(contentType) !== 'application/x-www-form-urlencoded') return undefined;
  return new URLSearchParams(body.toString('utf8'));
}

/** The object in a JSON body, or undefined when the body is of another type or no JSON object. */
export function jsonOf(contentType: string | undefined, body: Buffer): Record<string, unknown> | undefined {
  if (mediaType(contentType) !== 'application/json') return undefined;
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** What the log keeps of a body; undefined for an empty one. Secret fields become `sha256:…` fingerprints. */
export function describeBody(contentType: string | undefined, body: Buffer): unknown {
  if (body.length === 0) return undefined;
  const form = formOf(contentType, body);
  if (form) return masked([...form]);
  const json = jsonOf(contentType, body);
  if (json) return masked(Object.entries(json));
  return `${body.length} bytes of ${mediaType(contentType) || 'unknown type'}`;
}

function masked(pairs: [string, unknown][]): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [name, value] of pairs) {
    out[name] = SECRET_FIELDS.has(name) ? `sha256:${fingerprint(String(value))}` : value;
  }
  return out;
}
