/** Whether the browser may clear our storage by itself when the disk is full. */

/** Workers may not ask. */
type InPages = StorageManager & { persist?: () => Promise<boolean> };

/** Whether it has promised not to. Also in the worker. */
export async function isPersisted(): Promise<boolean> {
  return navigator.storage.persisted().catch(() => false);
}

/** Asks for that promise, which browsers give or refuse without a question or with one. In pages only. @returns whether it is given */
export async function askToPersist(): Promise<boolean> {
  return (await isPersisted()) || ((await (navigator.storage as InPages).persist?.().catch(() => false)) ?? false);
}
