/** What each user keeps at a practice service: a small list of named items, in memory. */

interface Item {
  readonly id: string;
  title: string;
  tags: string[];
  /** Set on every change, so that tests can see a write arrive exactly once. */
  revision: number;
}

export class ItemStore {
  readonly #items = new Map<string, Map<string, Item>>();
  #nextId = 1;

  /** A user's items, oldest first; with tags given, those carrying all of them. */
  list(user: string, tags: readonly string[] = []): Item[] {
    const all = [...(this.#items.get(user)?.values() ?? [])];
    return all.filter((item) => tags.every((tag) => item.tags.includes(tag)));
  }

  /** Adds an item and returns it with its new id. */
  add(user: string, title: string, tags: string[] = []): Item {
    const item: Item = { id: String(this.#nextId++), title, tags, revision: 1 };
    const own = this.#items.get(user) ?? new Map<string, Item>();
    own.set(item.id, item);
    this.#items.set(user, own);
    return item;
  }

  /** Changes an item's title (and tags); undefined when this user has no such item. */
  update(user: string, id: string, title: string, tags?: string[]): Item | undefined {
    const item = this.#items.get(user)?.get(id);
    if (!item) return undefined;
    item.title = title;
    if (tags) item.tags = tags;
    item.revision += 1;
    return item;
  }

  /** Removes an item. @returns false when this user has no such item. */
  remove(user: string, id: string): boolean {
    return this.#items.get(user)?.delete(id) ?? false;
  }
}

/** Title and tags of a JSON item, or undefined when either has the wrong shape. */
export function itemFields(value: Record<string, unknown> | undefined): { title: string; tags?: string[] } | undefined {
  const title = value?.['title'];
  const tags = value?.['tags'];
  if (typeof title !== 'string' || title === '') return undefined;
  if (tags === undefined) return { title };
  if (!Array.isArray(tags) || !tags.every((tag) => typeof tag === 'string')) return undefined;
  return { title, tags };
}
