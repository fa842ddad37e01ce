/**
 * The door of the vault: which database is in use, under which key it is sealed, whether it is open, and who is inside. While everything is
 * sealed anew the door is shut: whoever wants to read, write or seal waits, and goes on with the new database.
 */
import { checkpoint } from '../core/checkpoint';
import { CountersignError, isCoded } from '../core/errors';
import type { Random } from '../core/ports';
import type { Sealed } from '../core/protocol';
import type { WhyLocked } from '../core/lock';
import type { Instant } from '../core/words';
import { fromBase64, toBase64 } from '../core/base64';
import { newVaultKey, seal, unseal, type SealedBox } from '../crypto/seal';
import { importVaultKey, KEY_BYTES } from '../crypto/wrap';
import { deviceKey } from './device-key';
import { deleteDatabase, findStanding, namedLater, nextName, type Standing, type VaultMemory } from './generations';
import { hasPassphrase, passphraseRow, type Derived } from './keyring';
import { copyAhead, reseal } from './reseal';
import { database, type Database } from './schema';

/** What the engine needs from the outside to keep its vault. */
export interface VaultPorts {
  readonly memory: VaultMemory;
  readonly now: () => Instant;
  readonly random: Random;
}

/** How the vault stands, with the key where it is open. */
export type Stand =
  | { readonly state: 'none' | 'unlocked'; readonly key: CryptoKey; readonly before?: CryptoKey }
  | { readonly state: 'locked' };

export interface Door {
  readonly db: Database;
  stand(): Promise<Stand>;
  standing(): Promise<Standing>;
  /** Resolves at once, but while everything is sealed anew. */
  passable(): Promise<void>;
  /** Whether everything is being sealed anew by this life of the worker. */
  resealing(): boolean;
  /** Does work that a re-seal waits for. */
  inside<T>(work: () => Promise<T>): Promise<T>;
  /** Whether any such work is under way. */
  isBusy(): boolean;
  /** @returns whether it was open under a passphrase */
  lock(why: WhyLocked): Promise<boolean>;
  /** @param bytes the vault's key */
  unlock(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** The database was closed by someone else, or deleted: what comes in its place has a key of its own, which is looked for anew. */
  cutOff(): void;
  /** Forgets the key, and that there was a passphrase: both have been wiped. */
  startAnew(): Promise<void>;
  /** Seals everything anew: under a passphrase, or without one. @throws CountersignError `locked`, `storage_blocked`, `storage_failed`, `storage_full` */
  reseal(next: Derived | undefined): Promise<void>;
}

/** How long a re-seal waits for the work that is under way, in milliseconds. */
const patience = 60_000;
/** For so long after a re-seal, what was read before it still opens, in milliseconds. */
const lateness = 10_000;

/** @param sealedAnew told in the turn in which the next database takes over */
export function makeDoor({ memory, now, random }: VaultPorts, sealedAnew: () => void): Door {
  let known: Promise<Standing> | undefined;
  let held: Promise<Stand> | undefined;
  let shut: Promise<void> | undefined;
  let within = 0;
  let resealing = false;
  let emptied = (): void => undefined;

  const standing = (): Promise<Standing> =>
    (known ??= findStanding(memory).catch((error: unknown) => {
      known = undefined;
      throw error;
    }));
  const passable = async (): Promise<void> => {
    while (shut) await shut;
  };
  const db = namedLater(async () => {
    await passable();
    return (await standing()).name;
  });
  const setStanding = async (next: Standing): Promise<void> => {
    known = Promise.resolve(next);
    await memory.write(next);
  };

  const look = async (): Promise<Stand> => {
    const { key, why, ...rest } = await standing();
    // Without a passphrase, a key that memory still holds is of a vault that was wiped.
    if (key !== undefined && (await hasPassphrase(db))) return { state: 'unlocked', key: await importVaultKey(fromBase64(key)) };
    const device = await deviceKey(db);
    if (device) return { state: 'none', key: device };
    if (why === undefined) await setStanding({ ...rest, why: 'start', since: now() });
    return { state: 'locked' };
  };
  const stand = (): Promise<Stand> =>
    (held ??= look().catch((error: unknown) => {
      held = undefined;
      throw error;
    }));

  /** @returns opens it again */
  const shutDoor = (): (() => void) => {
    let open = (): void => undefined;
    shut = new Promise((resolve) => {
      open = () => {
        shut = undefined;
        resolve();
      };
    });
    return open;
  };

  /** Resolves once nobody is inside, in a turn of its own: whatever was about to begin a transaction has begun it. */
  const empty = async (): Promise<void> => {
    for (const until = performance.now() + patience; ;) {
      await new Promise<void>((resolve) => {
        setTimeout(resolve);
      });
      if (within === 0) return;
      const left = until - performance.now();
      if (left <= 0) throw new CountersignError('storage_blocked');
      await new Promise<void>((resolve) => {
        emptied = resolve;
        setTimeout(resolve, left);
      });
    }
  };

  return {
    db,
    stand,
    standing,
    passable,
    resealing: () => resealing,
    isBusy: () => within > 0,
    async inside(work) {
      await passable();
      within += 1;
      try {
        return await work();
      } finally {
        within -= 1;
        if (within === 0) emptied();
      }
    },
    cutOff() {
      held = undefined;
    },
    async startAnew() {
      const { name } = await standing();
      await setStanding({ name });
      held = undefined;
    },
    async lock(why) {
      if ((await stand()).state !== 'unlocked') return false;
      const { name } = await standing();
      held = Promise.resolve({ state: 'locked' });
      await setStanding({ name, why, since: now() });
      return true;
    },
    async unlock(bytes) {
      const { name } = await standing();
      const key = await importVaultKey(bytes);
      await setStanding({ name, key: toBase64(bytes) });
      held = Promise.resolve({ state: 'unlocked', key });
    },
    async reseal(next) {
      const old = await stand();
      if (old.state === 'locked') throw new CountersignError('locked');
      const bytes = random.bytes(KEY_BYTES);
      const key = next ? await importVaultKey(bytes) : await newVaultKey();
      const keyring = next ? [await passphraseRow(bytes, next, now())] : [];
      const before = await standing();
      const after: Standing = { name: await nextName(), ...(next && { key: toBase64(bytes) }) };
      const row = { id: crypto.randomUUID(), kind: 'reseal', state: 'running', startedAt: now() } as const;
      const [from, to] = [database(before.name), database(after.name)];
      const work = {
        from,
        to,
        unseal: (place: string, box: SealedBox) => unseal(old.key, place, box),
        seal: (place: string, value: Sealed) => seal(key, place, value),
        keyring,
        ...(!next && { deviceKey: key }),
        now: now(),
      };
      let open = (): void => undefined;
      resealing = true;
      try {
        await memory.write({ ...before, next: after });
        await db.actions.add({ ...row, attempt: 1, left: [], total: 0, ended: [] }); // not copied: done when the new one is whole
        await copyAhead(work);
        await empty();
        open = shutDoor();
        db.close({ disableAutoOpen: false });
        await reseal(work);
      } catch (error) {
        await from.actions.delete(row.id).catch(() => undefined);
        to.close();
        await deleteDatabase(after.name);
        await memory.write(before).finally(open);
        throw failed(error);
      } finally {
        resealing = false;
        from.close();
        to.close();
      }
      const stands: Stand = { state: next ? 'unlocked' : 'none', key };
      held = Promise.resolve({ ...stands, before: old.key });
      sealedAnew();
      const late = held;
      setTimeout(() => {
        if (held === late) held = Promise.resolve(stands);
      }, lateness);
      known = Promise.resolve(after);
      open();
      await deleteDatabase(before.name); // until then memory names both, so that another life of the worker deletes it
      await memory.write(await standing());
      await checkpoint('reseal:deleted');
    },
  };
}

/** What went wrong, as the user is told. Nothing has been changed then. */
function failed(error: unknown): CountersignError {
  if (isCoded(error)) return CountersignError.from(error.problem);
  const { name } = error instanceof Error ? error : { name: 'reseal' };
  return /QuotaExceeded/.test(name)
    ? new CountersignError('storage_full', { about: 'reseal' })
    : new CountersignError('storage_failed', { about: name });
}
