/** What a token endpoint may do instead of renewing: nothing of it ends an account. And the table of what became of each. */
import type { Fault } from '../../services/types';

const json = { 'content-type': 'application/json' };
const error = (code: string): string => JSON.stringify({ error: code, error_description: 'as the test wants it' });

/** An error reply as the standard has it. */
export function refusal(code: string, status = 400): Fault {
  return { respond: { status, headers: json, body: error(code) } };
}

/** A fault of the token endpoint that passes. */
export interface Passing {
  readonly name: string;
  /** `npm test` takes the first of each. */
  readonly family: string;
  readonly fault: () => Fault;
  /** What the account's problem is. */
  readonly problem: { readonly code: string; readonly status?: number; readonly about?: string };
}

export const passing: readonly Passing[] = [
  {
    name: 'network error',
    family: 'no answer',
    fault: () => ({ drop: true }),
    problem: { code: 'service_unreachable', about: 'Practice Files' },
  },
  {
    name: 'timeout',
    family: 'timeout',
    fault: () => ({ hold: new Promise(() => undefined), when: 'before' }),
    problem: { code: 'service_unreachable', about: 'Practice Files' },
  },
  {
    name: '500',
    family: 'error page',
    fault: () => ({ respond: { status: 500, body: 'Internal error' } }),
    problem: { code: 'service_error', status: 500, about: 'Practice Files' },
  },
  {
    name: '500 with an error body',
    family: 'error page',
    fault: () => refusal('server_error', 500),
    problem: { code: 'service_error', status: 500, about: 'Practice Files' },
  },
  {
    name: '503 as HTML',
    family: 'error page',
    fault: () => ({ respond: { status: 503, headers: { 'content-type': 'text/html' }, body: '<h1>Back soon</h1>' } }),
    problem: { code: 'service_error', status: 503 },
  },
  {
    name: 'malformed JSON',
    family: 'no reply',
    fault: () => ({ respond: { status: 200, headers: json, body: '{"access_token": "tok' } }),
    problem: { code: 'reply_invalid' },
  },
  {
    name: '200 with an error body',
    family: 'error in 200',
    fault: () => refusal('invalid_grant', 200),
    problem: { code: 'reply_invalid' },
  },
  {
    name: '200, empty',
    family: 'no reply',
    fault: () => ({ respond: { status: 200, headers: json } }),
    problem: { code: 'reply_invalid' },
  },
  {
    name: '200 as a login page',
    family: 'no reply',
    fault: () => ({ respond: { status: 200, headers: { 'content-type': 'text/html' }, body: '<form>Sign in</form>' } }),
    problem: { code: 'reply_invalid' },
  },
  {
    name: '400 invalid_request',
    family: 'refusal',
    fault: () => refusal('invalid_request'),
    problem: { code: 'service_refused', status: 400 },
  },
  {
    name: '401 invalid_client',
    family: 'refusal',
    fault: () => refusal('invalid_client', 401),
    problem: { code: 'app_refused', status: 401 },
  },
  {
    name: '302 elsewhere',
    family: 'refusal',
    fault: () => ({ respond: { status: 302, headers: { location: '/api/me' } } }),
    problem: { code: 'reply_invalid' },
  },
];

/** Rows as text in columns. */
export function aligned(rows: readonly Record<string, string | number>[]): string {
  const names = [...new Set(rows.flatMap(Object.keys))];
  const lines = [names, ...rows.map((row) => names.map((name) => String(row[name] ?? '')))];
  const widths = names.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
