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

function inChallenge(header: string): ServiceError | undefined {
  if (!/\bOAuth\b/i.test(header)) return undefined;
  const found: Record<string, string> = {};
  for (const [, name = '', quoted, bare] of header.matchAll(/\b(oauth_\w+)=(?:"([^"]*)"|([^\s,"]+))/g)) {
    found[name] = percentDecode(quoted ?? bare ?? '');
  }
  return fromProblemReport(found);
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
  if (!body.startsWith('{')) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return {};
  }
  const code = CODE_PATHS.map((path) => valueAt(parsed, path)).find((value) => value !== undefined && !/\s/.test(value));
  const text = TEXT_PATHS.map((path) => valueAt(parsed, path)).find((value) => value !== undefined && value !== code);
  return { ...(code === undefined ? {} : { code }), ...(text === undefined ? {} : { text }) };
}

/** The first decade's XML: `<hash><error>…</error></hash>`, later `<errors><error code="89">…</error></errors>`. */
function inXml(body: string): ServiceError | undefined {
  const [, code, content] = /<error(?:\s+code="([^"<]*)")?\s*>([^<]*)<\/error>/i.exec(body) ?? [];
  if (content === undefined) return undefined;
  return { ...(code ? { code } : {}), text: unescapeXml(content) };
}

function inPlainText(body: string): ServiceError {
  return body === '' || body.startsWith('<') ? {} : { text: body };
}

function unescapeXml(text: string): string {
  const chars: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (whole, name: string) => chars[name] ?? whole);
}
