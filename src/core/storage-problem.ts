/** What a failure of the database means, told by its name: the one place where the browser's and the library's errors become codes of ours. */
import type { Code } from './codes';

/** Names that only a database gives. Others, such as `AbortError`, count when the database's library has wrapped them. */
const named: Readonly<Record<string, Code>> = {
  QuotaExceededError: 'storage_full',
  VersionError: 'vault_newer',
  VersionChangeError: 'storage_blocked',
  DatabaseClosedError: 'storage_blocked',
  InvalidStateError: 'storage_blocked',
  BulkError: 'storage_failed',
  ConstraintError: 'storage_failed',
  InvalidTableError: 'storage_failed',
  MissingAPIError: 'storage_failed',
  ModifyError: 'storage_failed',
  NoSuchDatabaseError: 'storage_failed',
  OpenFailedError: 'storage_failed',
  PrematureCommitError: 'storage_failed',
  ReadOnlyError: 'storage_failed',
  SchemaError: 'storage_failed',
  TransactionInactiveError: 'storage_failed',
  UnknownError: 'storage_failed',
  UpgradeError: 'storage_failed',
};

/** These codes say that the vault could not be read or written, and nothing of a service. */
const codes: readonly Code[] = [
  'locked',
  'storage_failed',
  'storage_full',
  'storage_blocked',
  'storage_lost',
  'record_damaged',
  'vault_newer',
];

export function isStorageCode(code: Code): boolean {
  return codes.includes(code);
}

interface Wrapped {
  readonly name?: unknown;
  /** What Dexie wraps. */
  readonly inner?: unknown;
  /** Of one operation upon many rows: why each one failed that did. */
  readonly failures?: unknown;
}

/** The errors inside one another, outermost first. */
export function layersOf(error: unknown): object[] {
  const layers: object[] = [];
  for (let at = error; typeof at === 'object' && at !== null && layers.length < 8;) {
    layers.push(at);
    const { inner, failures } = at as Wrapped;
    const first: unknown = typeof failures === 'object' && failures !== null ? Object.values(failures)[0] : undefined;
    at = inner ?? first;
  }
  return layers;
}

/** The code of a failed database operation: what the innermost error says that says anything. Undefined where it is no such error. */
export function storageCode(error: unknown): Code | undefined {
  const found = layersOf(error).map((layer) => {
    const { name } = layer as Wrapped;
    const code = typeof name === 'string' && Object.hasOwn(named, name) ? named[name] : undefined;
    return code ?? ('inner' in layer ? 'storage_failed' : undefined);
  });
  return found.findLast((code) => code !== undefined && code !== 'storage_failed') ?? found.find((code) => code !== undefined);
}
