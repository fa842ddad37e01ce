/** What the backup's forms say and choose by themselves: pure functions of what the worker told. */
import type { BackupAccount, BackupPreview } from '../../../src/core/backup';
import type { Instant } from '../../../src/core/words';
import type { AccountView } from '../../../src/messaging/views';
import type { TextKey } from '../shared/texts';

/** A day for a file's name, as the user's clock has it: `2026-11-21`. */
export function dayOf(at: Instant): string {
  const day = new Date(at);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

const reasons = {
  rotates: 'backup_without_rotates',
  bound: 'backup_without_bound',
  ended: 'backup_without_ended',
} as const satisfies Record<NonNullable<AccountView['notInBackup']>, TextKey>;

interface InFile {
  readonly state: 'backup_comes' | 'backup_stays' | 'backup_comes_not';
  readonly why?: (typeof reasons)[keyof typeof reasons];
}

/** How an account would be in a file, and why without its sign-in. */
export function inFile({ notInBackup }: AccountView, move: boolean): InFile {
  if (notInBackup === undefined || (move && notInBackup === 'rotates')) return { state: 'backup_comes' };
  return { state: move ? 'backup_stays' : 'backup_comes_not', why: reasons[notInBackup] };
}

export const meetings = {
  new: 'backup_meeting_new',
  same: 'backup_meeting_same',
  'older-here': 'backup_meeting_older_here',
  'newer-here': 'backup_meeting_newer_here',
} as const satisfies Record<BackupAccount['meeting'], TextKey>;

/** Which of the two stays, in words; nothing where there is only one. */
export function outcome(
  { meeting, nothing }: BackupAccount,
  taken: boolean,
): 'backup_nothing' | 'backup_takes_place' | 'backup_yours_stays' | undefined {
  if (nothing) return 'backup_nothing';
  if (meeting === 'new') return undefined;
  return taken ? 'backup_takes_place' : 'backup_yours_stays';
}

/** The accounts that are ticked at first: those that win. */
export function tickedAccounts({ accounts }: BackupPreview): ReadonlySet<string> {
  return new Set(accounts.filter(({ wins }) => wins === 'file').map(({ id }) => id));
}

/** The services that are ticked at first: none that would take the place of the user's. Those that are the same bring their apps. */
export function tickedServices({ services }: BackupPreview): ReadonlySet<string> {
  return new Set(services.filter(({ meeting }) => meeting !== 'different').map(({ id }) => id));
}

/** A set with one member more or less. */
export function toggled(set: ReadonlySet<string>, id: string, on: boolean): ReadonlySet<string> {
  return new Set(on ? [...set, id] : [...set].filter((each) => each !== id));
}
