/** Where the options page is: its hash as a page and an entry on it. */
export type PageName = 'accounts' | 'services' | 'sites' | 'activity';

export interface View {
  readonly page: PageName;
  /** An account's or a service's id, or `new`. */
  readonly id?: string;
  /** The activity of this caller only, by its key. */
  readonly caller?: string;
  /** The activity of this account only. */
  readonly account?: string;
}

const pages: readonly string[] = ['accounts', 'services', 'sites', 'activity'] satisfies PageName[];

export function readView(hash: string): View {
  const [place = '', query] = hash.replace(/^#/u, '').split('?');
  const [page = '', id] = place.split('/').map(decodeURIComponent);
  if (!pages.includes(page)) return { page: 'accounts' };
  const { caller, account } = Object.fromEntries(new URLSearchParams(query));
  return { page: page as PageName, ...(id && { id }), ...(caller && { caller }), ...(account && { account }) };
}

export function writeView({ page, id, ...filters }: View): string {
  const query = new URLSearchParams(filters).toString();
  return `#${page}${id ? `/${encodeURIComponent(id)}` : ''}${query && `?${query}`}`;
}
