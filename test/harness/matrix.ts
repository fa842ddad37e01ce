/** The kill matrix: every flow with the steps at which its worker is stopped. A long run fills in what became of each, and writes `docs/reliability.md`. */
import type { Checkpoint } from '../../src/core/checkpoint';
import type { Code } from '../../src/core/errors';

/** Where the worker is stopped: the last checkpoint that it came to, if any, and what that means. */
type Step = readonly [Checkpoint | undefined, string];

const signIn = {
  begun: ['sign-in:begun', 'the sign-in is written, nothing was sent'],
  counted: ['sign-in:counted', 'the first attempt is counted, nothing was sent'],
  answered: ['sign-in:answered', 'the first step is known, not written'],
  journalled: ['sign-in:journalled', 'the page to visit is written, no window is open'],
  claimed: ['sign-in:claimed', 'our page has the turn, no window is open'],
  open: ['sign-in:claimed', 'the window is open, our page beside it'],
  alone: ['sign-in:claimed', 'the window is open, our page is closed'],
  redirected: ['sign-in:redirected', 'the redirect is written, nothing was exchanged'],
  exchanging: ['sign-in:counted', 'the exchange is counted, not sent'],
  held: ['sign-in:counted', 'the service has exchanged and keeps its answer'],
  exchanged: ['sign-in:answered', 'the tokens are there, not written'],
} as const satisfies Record<string, Step>;

const sealed = { sealed: ['sign-in:sealed', 'the account is written, nobody was told'] } as const satisfies Record<string, Step>;

const resealed = {
  begun: ['reseal:begun', 'the new database is begun'],
  copied: ['reseal:copied', 'everything is sealed into the new database, which is not declared whole'],
  whole: ['reseal:whole', 'the new database is whole, the old one is here'],
  deleted: ['reseal:deleted', 'the old database is deleted, nobody was told'],
} as const satisfies Record<string, Step>;

export const flows = {
  'OAuth 1.0a sign-in': { ...signIn, ...sealed },
  'Code + PKCE': {
    ...signIn,
    advanced: ['sign-in:advanced', 'the tokens are written, nobody was asked who signed in'],
    identified: ['sign-in:answered', 'the service said who signed in, not written'],
    ...sealed,
  },
  'Device code': {
    answered: ['sign-in:answered', 'the service gave a code, not written'],
    shown: ['sign-in:journalled', 'the code is written and shown'],
    asking: ['sign-in:replied', 'it is time to ask: written, not asked'],
    pending: ['sign-in:answered', 'the service said “not yet”, not written'],
    exchanged: ['sign-in:answered', 'the code was entered, the tokens are there, not written'],
    advanced: ['sign-in:advanced', 'the tokens are written, nobody was asked who signed in'],
    ...sealed,
  },
  'Dynamic registration': {
    discovering: [undefined, 'the service keeps back what it says of itself, before any sign-in'],
    counted: ['sign-in:counted', 'the attempt is counted, nothing was sent'],
    registered: ['sign-in:answered', 'the service has registered an app, not written'],
    advanced: ['sign-in:advanced', 'the app is written, nobody was sent to the service'],
    journalled: ['sign-in:journalled', 'the page to visit is written, no window is open'],
  },
  'Refresh with rotation': {
    journalled: ['renewal:journalled', 'the renewal is written, not sent, and a call that reads waits for it'],
    changing: ['renewal:journalled', 'the renewal is written, not sent, and a call that changes something waits for it'],
    asked: ['renewal:journalled', 'the renewal is written, not sent, and our own page waits for it'],
    held: ['renewal:journalled', 'the service has rotated and keeps its answer'],
    answered: ['renewal:answered', 'the new tokens are there, not written'],
    stored: ['renewal:stored', 'the new tokens are written, the call was not sent'],
  },
  Revocation: {
    asking: ['revoke:journalled', 'the revocation is written, the service not asked'],
    answered: ['revoke:answered', 'the service has ended the access, not written'],
    refused: ['revoke:journalled', 'the revocation is written, and the service refuses the next life’s question'],
  },
  Removal: {
    asking: ['revoke:journalled', 'the removal is written, the service not asked'],
    answered: ['revoke:answered', 'the service has ended the access, nothing is wiped'],
    refused: [
      'revoke:journalled',
      'the removal is written, and the service refuses the next life’s question: wiped all the same',
    ],
    dying: ['revoke:journalled', 'the removal is written, and each of the next lives dies of it too'],
  },
  'Forget everything': {
    asking: ['revoke:journalled', 'it is written, the first service not asked'],
    answered: ['revoke:answered', 'the first service has ended the access, nothing is wiped'],
    wiped: ['forget:wiped', 'every account is ended and wiped, the rest is here'],
    cleared: ['forget:cleared', 'everything is wiped, what the browser keeps for us is here'],
  },
  'Backup import': {
    read: ['import:read', 'the file is opened, nothing is written'],
    written: ['import:written', 'everything is written, nobody was told'],
  },
  'Move of accounts': {
    written: ['move:written', 'the move is written, its file was not handed out'],
  },
  'Passphrase set': resealed,
  'Passphrase changed': resealed,
  'Passphrase taken away': resealed,
  'Browser ended while a passphrase is set': resealed,
  Migration: {
    upgrading: [undefined, 'the browser brings the database to a newer version, in one transaction'],
  },
  'Streaming download': {
    signed: ['call:signed', 'the call is signed, not sent'],
    held: ['call:signed', 'the service keeps its answer'],
    twice: ['call:signed', 'the service keeps its answer, and once more after the call was sent again'],
    answered: ['call:answered', 'the service has answered, the caller has nothing'],
    headed: ['call:headed', 'the caller has the head'],
    streaming: ['call:streaming', 'the caller has a part of the body'],
    last: ['call:last', 'the caller has every byte, but not the end'],
  },
  'Streaming upload': {
    signed: ['call:signed', 'the call is signed, not sent'],
    sending: ['call:signed', 'the service has a part of the body'],
    held: ['call:signed', 'the service has the whole body and keeps its answer'],
    answered: ['call:answered', 'the service has answered, the caller has nothing'],
  },
} as const satisfies Record<string, Record<string, Step>>;

type Flows = typeof flows;
export type Flow = keyof Flows;
export type StepOf<F extends Flow> = keyof Flows[F] & string;
/** A code, where it ends with an explanation. */
export type Outcome = 'finished' | 'resumed' | Code;

/** What a test has shown: `flow/step`, and what became of it. */
export type Shown = readonly [row: string, outcome: Outcome];

const name = (flow: string, step: string): string => `${flow}/${step}`;
const heading = '| Flow | The worker is stopped when | Last checkpoint | Outcome |';
const unshown = 'not shown';

/** Every row of the plan. */
export function rows(): {
  readonly row: string;
  readonly flow: string;
  readonly at: Checkpoint | undefined;
  readonly when: string;
}[] {
  return Object.entries(flows).flatMap(([flow, steps]) =>
    Object.entries(steps as Record<string, Step>).map(([step, [at, when]]) => ({ row: name(flow, step), flow, at, when })),
  );
}

export function rowOf<F extends Flow>(flow: F, step: StepOf<F>): string {
  return name(flow, step);
}

/**
 * The document with a run's outcomes in its table; what the run did not show stays as it was.
 * @param text the document so far
 */
export function withOutcomes(text: string, shown: readonly Shown[]): string {
  const [before, table, after] = apart(text);
  const earlier = new Map(table.map(([flow, when, , outcome]) => [`${flow}|${when}`, outcome]));
  const now = new Map(shown);
  const lines = rows().map(({ row, flow, at, when }) => {
    const outcome = now.get(row);
    const words = outcome === undefined ? (earlier.get(`${flow}|${when}`) ?? unshown) : wordsFor(outcome);
    return `| ${[flow, when, at === undefined ? '–' : `\`${at}\``, words].join(' | ')} |`;
  });
  return `${before}${[heading, '| --- | --- | --- | --- |', ...lines].join('\n')}\n${after}`;
}

/** The rows that no run has shown yet. */
export function unshownIn(text: string): string[] {
  return apart(text)[1].flatMap(([flow, when, , outcome]) => (outcome === unshown ? [`${flow}: ${when}`] : []));
}

const wordsFor = (outcome: Outcome): string =>
  outcome === 'finished' || outcome === 'resumed' ? outcome : `explained: \`${outcome}\``;

/** What stands before the table, its cells, and what stands after it. */
function apart(text: string): [string, string[][], string] {
  const start = text.indexOf(heading);
  if (start < 0) throw new Error('The document has no table of flows.');
  const end = text.indexOf('\n\n', start);
  const table = text.slice(start, end < 0 ? undefined : end + 1);
  const cells = table
    .trimEnd()
    .split('\n')
    .slice(2)
    .map((line) => line.slice(2, -2).split(' | '));
  return [text.slice(0, start), cells, end < 0 ? '' : text.slice(end + 1)];
}
