/** Where the options page is: its hash as a page and an entry on it. */
export type PageName = 'accounts' | 'services' | 'sites' | 'activity' | 'security' | 'health' | 'lens';

export interface View {
  readonly page: PageName;
  /** An account's, a service's (or catalogue entry's) or a traced request's id; `new`, or {@link typedIn}. */
  readonly id?: string;
  /** With a new service: the address that is looked up at once. */
  readonly look?: string;
  /** On the page of services: the user's own list. */
  readonly tab?: 'yours';
  /** With a new service: the one that it begins as. */
  readonly from?: string;
  /** On the page of services: taking services from a pack, or making a pack that begins with the service of the id. */
  readonly pack?: 'import' | 'export';
  /** The activity of this caller only, by its key. */
  readonly caller?: string;
  /** The activity of this account only. */
  readonly account?: string;
}

const pages: readonly string[] = ['accounts', 'services', 'sites', 'activity', 'security', 'health', 'lens'] satisfies PageName[];

/** The id, on the lens's page, of the request that is typed in. */
export const typedIn = 'typed';

export function readView(hash: string): View {
  const [place = '', query] = hash.replace(/^#/u, '').split('?');
  const [page = '', id] = place.split('/').map(decodeURIComponent);
  if (!pages.includes(page)) return { page: 'accounts' };
  const { caller, account, look, tab, from, pack } = Object.fromEntries(new URLSearchParams(query));
  return {
    page: page as PageName,
    ...(id && { id }),
    ...(look && { look }),
    ...(caller && { caller }),
    ...(account && { account }),
    ...(tab === 'yours' && { tab }),
    ...(from && { from }),
    ...((pack === 'import' || pack === 'export') && { pack }),
  };
}

export function writeView({ page, id, ...filters }: View): string {
  const query = new URLSearchParams(filters).toString();
  return `#${page}${id ? `/${encodeURIComponent(id)}` : ''}${query && `?${query}`}`;
}
