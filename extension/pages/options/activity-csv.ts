/** The activity as a file: comma-separated (RFC 4180), times in UTC, one line for each call. Made in the page, sent nowhere. */
import type { ActivityView, Overview } from '../../../src/messaging/views';
import { callerKey } from '../../../src/core/caller';
import { accountOf } from '../shared/lookups';

const columns = [
  'time',
  'caller',
  'service',
  'account',
  'method',
  'host',
  'path',
  'answer',
  'took_ms',
  'sent_bytes',
  'received_bytes',
  'renewed',
];

export function activityCsv(overview: Overview, lines: readonly ActivityView[]): string {
  const rows = lines.map((line) => {
    const account = accountOf(overview, line.accountId);
    return [
      new Date(line.at).toISOString(),
      callerKey(line.caller),
      account?.serviceName ?? '',
      account?.label ?? '',
      line.method,
      line.host,
      line.path,
      line.answer,
      line.took,
      line.sent,
      line.received,
      line.renewed ? 'yes' : 'no',
    ];
  });
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** Names come from outside: a spreadsheet must not take one for a formula, so such a cell begins with an apostrophe. */
function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
