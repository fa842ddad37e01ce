/** How the video service answers: XML unless asked otherwise, and status 200 whatever happened. */
import { answer, json } from './answers';
import type { Wording } from './oauth1-gate';
import type { Refused } from './oauth1-refusals';
import { parseMultipart } from './multipart';
import { formOf, mediaType } from './request-body';
import type { Exchange } from './server';

export interface Envelope {
  readonly status: 'ok' | 'error';
  readonly permission_level: string;
  readonly [name: string]: unknown;
}

/** Whether this is a call to version 2 of the API: JSON only, with real statuses. */
export function isNewer(exchange: Exchange): boolean {
  return exchange.path.startsWith('/api/2/');
}

/** The parameters of a call as the service reads them: the query's, those of a form body, and the texts of an upload. */
export function callParameters({ req, body, query }: Exchange): URLSearchParams {
  const form = formOf(req.headers['content-type'], body);
  return new URLSearchParams([...query, ...(form ?? []), ...textsIn(req.headers['content-type'], body)]);
}

function textsIn(type: string | undefined, body: Buffer): [string, string][] {
  if (mediaType(type) !== 'multipart/form-data') return [];
  try {
    const texts = parseMultipart(type, body).filter(({ filename }) => filename === undefined);
    return texts.map(({ name, data }) => [name, data.toString('utf8')]);
  } catch {
    return []; // told where the upload is served
  }
}

/** Answers in the format asked for: XML; `format=json` as a script; with `raw`, as plain JSON. */
export function tvAnswer(exchange: Exchange, outcome: string, envelope: Envelope): void {
  const asked = callParameters(exchange);
  const whole = { ...envelope, cached: '0', endpoint: exchange.path };
  if (asked.get('format') !== 'json') {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>\n${element('response', whole)}\n`;
    return answer(exchange, 200, outcome, xml, { 'content-type': 'text/xml; charset=utf-8' });
  }
  const text = JSON.stringify(whole);
  if (asked.has('raw')) return answer(exchange, 200, outcome, text, { 'content-type': 'application/json; charset=utf-8' });
  const name = (value: string | null, usual: string) => (/^[A-Za-z_]\w*$/.test(value ?? '') ? value : usual);
  const script = asked.has('callback')
    ? `${name(asked.get('callback'), 'visual')}(${text});`
    : `var ${name(asked.get('varname'), 'visual')} = ${text};`;
  answer(exchange, 200, outcome, script, { 'content-type': 'text/javascript; charset=utf-8' });
}

/** The service's own name of what is wrong. */
function tvCode({ problem, code }: Refused): [string, string] {
  if (code === 220) return ['permission_denied', 'The permission level does not suffice'];
  if (problem.startsWith('parameter_') || code === 415 || code === 214)
    return ['invalid_input', 'The request is not complete or not valid'];
  return ['invalid_signature', 'The API signature is not valid'];
}

export const wordAsEnvelope: Wording = (exchange, refusal) => {
  const [code, message] = tvCode(refusal);
  const envelope: Envelope = { status: 'error', code, message, permission_level: 'none' };
  const outcome = `refused ${code}: ${refusal.reason}`;
  if (isNewer(exchange)) json(exchange, code === 'invalid_input' ? 400 : 401, outcome, { ...envelope, cached: '0' });
  else tvAnswer(exchange, outcome, envelope);
};

/** An element: plain values are its attributes, objects and lists its children. */
function element(name: string, value: Record<string, unknown>): string {
  const attributes: string[] = [];
  const children: string[] = [];
  for (const [key, inner] of Object.entries(value)) {
    if (Array.isArray(inner)) for (const one of inner) children.push(element(key, one as Record<string, unknown>));
    else if (typeof inner === 'object' && inner !== null) children.push(element(key, inner as Record<string, unknown>));
    else attributes.push(` ${key}="${String(inner).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)}"`);
  }
  return `<${name}${attributes.join('')}>${children.join('')}</${name}>`;
}
