/** How refusals are worded by the standard, and what the personalities' own wordings have in common. */
import { json } from './answers';
import { formOf, jsonOf } from './request-body';
import type { Exchange } from './server';
import type { Refuse, VendorRefusal, VendorServing } from './vendor-personality';

/** The status of a refused API call, where a service uses statuses. */
export function statusOf({ error }: VendorRefusal): number {
  const known: Record<string, number> = { request: 400, missing: 404, denied: 403 };
  return known[error] ?? 401;
}

/** Whether a token itself is what is wrong. */
export const isDead = ({ error }: VendorRefusal): boolean => ['unknown', 'expired', 'revoked'].includes(error);

/** RFC 6749 section 5.2. */
export const refuseByStandard: Refuse = (exchange, { error, why }) => {
  const code = error === 'redirect_uri_mismatch' ? 'invalid_grant' : error;
  const headers: Record<string, string> =
    code === 'invalid_client' ? { 'www-authenticate': 'Basic realm="practice-vendor"' } : {};
  const value = { error: code, error_description: `practice: ${code.replaceAll('_', ' ')}` };
  json(exchange, code === 'invalid_client' ? 401 : 400, `refused ${code}: ${why}`, value, headers);
};

/** A refusal of the API as JSON with the status that fits. */
export function refuseWith(shape: (refusal: VendorRefusal) => unknown, statusFor = statusOf): Refuse {
  return (exchange, refusal) => json(exchange, statusFor(refusal), `refused ${refusal.error}: ${refusal.why}`, shape(refusal));
}

/** Whether a request is this one. */
export const at = ({ method, path }: Exchange, wanted: string): boolean => `${method} ${path}` === wanted;

/** The fields of a form or a JSON body; none for anything else. */
export function fieldsOf({ req, body }: Exchange): URLSearchParams {
  const type = req.headers['content-type'];
  const texts = Object.entries(jsonOf(type, body) ?? {}).map(([name, value]) => [name, String(value)]);
  return formOf(type, body) ?? new URLSearchParams(texts);
}

/** RFC 7009 at `/oauth/revoke`: a form with a token, and the client. @returns whether it served */
export function serveRevocation(exchange: Exchange, { state, client }: VendorServing): boolean {
  if (!at(exchange, 'POST /oauth/revoke')) return false;
  const form = formOf(exchange.req.headers['content-type'], exchange.body) ?? new URLSearchParams();
  const app = client(exchange, form);
  if (!app) return true;
  const value = form.get('token') ?? '';
  for (const kind of ['access_token', 'refresh_token'] as const) {
    const token = state.token(kind, value);
    if (typeof token === 'string' || token.app !== app) continue;
    exchange.entry.user = token.user.username;
    state.endFamily(token.family);
  }
  json(exchange, 200, 'revocation asked for', {});
  return true;
}
