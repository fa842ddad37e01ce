/** Thirty days of invented calls, and the worker's answers about them: the same for every picture. */
import { callerKey } from '../../../src/core/caller';
import { hasFailed } from '../../../src/core/outcome';
import type { Caller, Site } from '../../../src/core/words';
import type { ActivityOf, OwnInput, OwnOutput } from '../../../src/messaging/own-calls';
import type { ActivityView } from '../../../src/messaging/views';
import { alice, libraryAccount, present, uses, writer } from './fixtures';
import { signedLine } from './lens';

const site = (origin: string): Site => ({ kind: 'site', origin });
const makers: readonly (readonly [Caller, string, string, readonly string[]])[] = [
  [site('https://photos.example'), alice.id, 'api.photos.test', ['GET /v1/photos/*', 'GET /v1/albums', 'POST /v1/photos']],
  [site('https://write.example'), writer.id, 'api.microblog.test', ['POST /1.1/statuses/update', 'GET /1.1/statuses/*']],
  [site('https://garden.example.org'), alice.id, 'api.photos.test', ['GET /v1/albums', 'GET /v1/photos/*']],
  [{ kind: 'extension', id: 'album-sorter@example.org' }, alice.id, 'api.photos.test', ['GET /v1/albums']],
  [site('https://xn--bcher-kva.example'), libraryAccount.id, 'api.library.test', ['GET /2/loans']],
  [{ ...site('https://photos.example'), within: 'https://write.example' }, alice.id, 'api.photos.test', ['GET /v1/photos/*']],
];
/** Calls on each of the last thirty days, today last, by maker. */
const days = Array.from({ length: 30 }, (_, day) => {
  const swing = [0.4, 0.8, 0.3, 0.2, 1, 1.2, 0.9][day % 7] ?? 1;
  return [110, 42, 18, 9, 5, 3].map((size, maker) => Math.round(size * swing * (1 + 0.3 * Math.sin(day * (maker + 2)))));
});

const day = 86_400_000;
/** Every so many calls fail. */
const failures = new Map<number, number | string>([
  [31, 403],
  [47, 'outside_permit'],
  [89, 'network_failed'],
  [97, 'aborted'],
]);

const invented: ActivityView[] = days
  .flatMap((counts, ago) =>
    counts.flatMap((count, maker) =>
      Array.from({ length: count }, (_, call) => ({
        at: present - (29 - ago) * day - 200_000 - ((call * 7919 + maker * 997) % 36_000) * 1000,
        maker,
        call,
      })),
    ),
  )
  .flatMap(({ at, maker, call }, index) => {
    const [caller, accountId, host, requests] = makers[maker] ?? [];
    if (!caller || !accountId || host === undefined) return [];
    const [method = '', path = ''] = (requests?.[call % requests.length] ?? '').split(' ');
    const answer = [...failures].find(([every]) => index % every === 5)?.[1] ?? (method === 'POST' ? 201 : 200);
    const took = typeof answer === 'string' ? 0 : 40 + ((index * 37) % 1400);
    const sent = method === 'POST' && took ? 900 + ((index * 613) % 2_400_000) : 0;
    const received = took ? 300 + ((index * 91) % 60_000) : 0;
    return [
      { id: index + 10, at, caller, accountId, method, host, path, answer, took, sent, received, renewed: index % 23 === 4 },
    ];
  });
const all = [...uses, signedLine, ...invented].toSorted((one, other) => other.at - one.at);

const isOf = (line: ActivityView, { callerKey: key, accountId }: ActivityOf): boolean =>
  (key === undefined || callerKey(line.caller) === key) && (accountId === undefined || line.accountId === accountId);

function page(query: OwnInput<'activity.page'>): OwnOutput<'activity.page'> {
  const words = (query.text ?? '').toLowerCase().split(' ');
  return all
    .filter((line) => isOf(line, query) && line.at >= (query.since ?? 0) && (!query.failed || hasFailed(line.answer)))
    .filter((line) => !query.before || line.at < query.before.at)
    .filter((line) =>
      words.every((word) => `${line.method} ${line.host}${line.path} ${line.answer}`.toLowerCase().includes(word)),
    )
    .slice(0, query.limit);
}

function chart({ bounds, ...whose }: OwnInput<'activity.chart'>): OwnOutput<'activity.chart'> {
  const lines = all.filter((line) => isOf(line, whose));
  const each = (some: readonly ActivityView[]): number[] =>
    bounds.slice(1).map((end, at) => some.filter((line) => line.at >= (bounds[at] ?? 0) && line.at < end).length);
  const ranked = callers()
    .map((one) => ({ ...one, calls: each(lines.filter(({ caller }) => callerKey(caller) === one.key)) }))
    .map((one) => ({ ...one, sum: one.calls.reduce((sum, count) => sum + count, 0) }))
    .filter(({ sum }) => sum > 0)
    .toSorted((one, other) => other.sum - one.sum);
  const rest = ranked.slice(4);
  const others = bounds.slice(1).map((_, at) => rest.reduce((sum, { calls }) => sum + (calls[at] ?? 0), 0));
  return { callers: ranked.slice(0, 4), others, kept: lines.length };
}

const callers = (): OwnOutput<'activity.callers'> => [
  ...new Map(all.map(({ caller }) => [callerKey(caller), { key: callerKey(caller), caller }])).values(),
];

/** What the worker answers about the activity. @param none there is none yet */
export function activityAnswer(name: string, input: unknown, none: boolean): unknown {
  if (name === 'activity.page') return none ? [] : page(input as OwnInput<'activity.page'>);
  if (name === 'activity.callers') return none ? [] : callers();
  if (name !== 'activity.chart') return undefined;
  const found = chart(input as OwnInput<'activity.chart'>);
  return none ? { callers: [], others: found.others.map(() => 0), kept: 0 } : found;
}
