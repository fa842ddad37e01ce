/** Where the options page is: its hash as a page and an entry on it. */
export type PageName = 'accounts' | 'services' | 'sites';

export interface View {
  readonly page: PageName;
  /** An account's or a service's id, or `new`. */
  readonly id?: string;
}

const pages: readonly string[] = ['accounts', 'services', 'sites'] satisfies PageName[];

export function readView(hash: string): View {
  const [page = '', id] = hash.replace(/^#/u, '').split('/').map(decodeURIComponent);
  if (!pages.includes(page)) return { page: 'accounts' };
  return { page: page as PageName, ...(id ? { id } : {}) };
}

export function writeView({ page, id }: View): string {
  return id ? `#${page}/${encodeURIComponent(id)}` : `#${page}`;
}
