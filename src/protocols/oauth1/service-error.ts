/** Finds a service's own error code and words in an answer, whichever of the usual shapes it chose. */
import { valueAt } from '../../core/value-at';
import { percentDecode } from '../../crypto/percent-encoding';

/** What a service said about a refusal, in its own words: not yet fit to be shown. */
export interface ServiceError {
  readonly code?: string;
  readonly text?: string;
  /** The timestamps that it would accept, in seconds. */
  readonly acceptableTimestamps?: readonly [from: number, to: number];
}

/** How much of an answer is worth reading for an error, in bytes. */
export const ERROR_BYTES = 8192;

const CODE_PATHS = ['errors.0.code', 'error.code', 'oauth_problem', 'code', 'error'];
const TEXT_PATHS = ['errors.0.message', 'error.message', 'error_description', 'message', 'detail', 'error', 'title'];

/**
 * What the service said.
 *
 * @param body its first {@link ERROR_BYTES} bytes
 * @see http://wiki.oauth.net/w/page/12238543/ProblemReporting
 */
export function findServiceError(headers: Headers, body: string): ServiceError {
  const text = body.trim();
  return inChallenge(headers.get('www-authenticate') ?? '') ?? inJson(text) ?? inForm(text) ?? inXml(text) ?? inPlainText(text);
}

/** An error that came with status 200: only what says of itself that it is one. */
export function findErrorIn200(headers: Headers, body: string): ServiceError | undefined {
  const text = body.trim();
  const data = jsonIn(text);
  const failed = ['status', 'stat'].some((name) => /^(?:error|fail(?:ed)?)$/i.test(valueAt(data, name) ?? ''));
  if (failed || /<\w+\s[^>]*\bstat(?:us)?="(?:error|fail)"/i.test(text.slice(0, 1000)) || text.startsWith('oauth_problem=')) {
    return findServiceError(headers, text);
  }
  return undefined;
}

/** The base string that a service says it made of our request, where it echoes one. */
export function echoedBaseString(body: string): string | undefined {
  const base = /[A-Z]{3,10}(?:&amp;|&)https?%3A%2F%2F[^\s"'<>&]+(?:&amp;|&)[^\s"'<>&]+/;
  return (base.exec(body) ?? base.exec(percentDecode(body)))?.[0].replaceAll('&amp;', '&');
}

function inChallenge(header: string): ServiceError | undefined {
  if (!/\bOAuth\b/i.test(header)) return undefined;
  const found: Record<string, string> = {};
  for (const [, name = '', quoted, bare] of header.matchAll(/\b(oauth_\w+|error|error_description)=(?:"([^"]*)"|([^\s,"]+))/g)) {
    found[name] = percentDecode(quoted ?? bare ?? '');
  }
  return fromProblemReport({
    ...found,
    oauth_problem: found['oauth_problem'] ?? found['error'] ?? '',
    ...(found['error_description'] && { oauth_problem_advice: found['error_description'] }),
  });
}

function inForm(body: string): ServiceError | undefined {
  if (!/(?:^|[&?\s])oauth_problem=/.test(body)) return undefined;
  return fromProblemReport(Object.fromEntries(new URLSearchParams(body.slice(body.search(/oauth_\w+=/)))));
}

function fromProblemReport(found: Readonly<Record<string, string>>): ServiceError | undefined {
  if (!found['oauth_problem']) return undefined;
  const text = found['oauth_problem_advice'] ?? found['oauth_parameters_rejected'] ?? found['oauth_parameters_absent'];
  const [, from, to] = /^(\d{1,12})-(\d{1,12})$/.exec(found['oauth_acceptable_timestamps'] ?? '') ?? [];
  return {
    code: found['oauth_problem'],
    ...(text === undefined ? {} : { text }),
    ...(from && to ? { acceptableTimestamps: [Number(from), Number(to)] as const } : {}),
  };
}

function inJson(body: string): ServiceError | undefined {
  const parsed = jsonIn(body);
  if (parsed === undefined) return body.startsWith('{') ? {} : undefined;
  const code = CODE_PATHS.map((path) => valueAt(parsed, path)).find((value) => value !== undefined && !/\s/.test(value));
  const text = TEXT_PATHS.map((path) => valueAt(parsed, path)).find((value) => value !== undefined && value !== code);
  return { ...(code === undefined ? {} : { code }), ...(text === undefined ? {} : { text }) };
}

/** A JSON object, also one that comes as a script: `var visual = {…};`, `callback({…})`. */
export function jsonIn(body: string): unknown {
  const text = /^(?:(?:var\s+)?[\w$.]+\s*[=(]\s*)?(\{[^]*\})\s*\)?\s*;?$/.exec(body.trim())?.[1];
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The first decade's XML: `<hash><error>…</error></hash>`, `<errors><error code="89">…</error></errors>`, `<err code="98" msg="…"/>`,
 * `<response status="error" code="…" message="…">`.
 */
function inXml(body: string): ServiceError | undefined {
  if (!body.startsWith('<')) return undefined;
  const [, code, content] = /<error(?:\s+code="([^"<]*)")?\s*>([^<]*)<\/error>/i.exec(body) ?? [];
  if (content !== undefined) return { ...(code ? { code } : {}), text: unescapeXml(content) };
  const [tag] = /<(?:err|error|response|rsp)\s[^>]*\b(?:code|message|msg)="[^>]*>/i.exec(body) ?? [];
  if (tag === undefined) return undefined;
  const attribute = (name: RegExp): string | undefined => name.exec(tag)?.[1];
  const number = attribute(/\scode="([^"]*)"/i);
  const text = attribute(/\s(?:message|msg)="([^"]*)"/i);
  return { ...(number ? { code: unescapeXml(number) } : {}), ...(text ? { text: unescapeXml(text) } : {}) };
}

function inPlainText(body: string): ServiceError {
  return body === '' || body.startsWith('<') ? {} : { text: body };
}

function unescapeXml(text: string): string {
  const chars: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (whole, name: string) => chars[name] ?? whole);
}
