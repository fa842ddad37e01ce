/** Whether hosts belong to one site, as far as names alone can tell: where they cannot, the answer is no. */

import sharedDomains from './shared-domains.json' with { type: 'json' };

/** Names under which everyone can have a host of their own: such hosts are sites of their own. */
const shared: readonly string[] = sharedDomains;

/**
 * The site of a host, for comparison only: its last two labels; three below a country (`example.co.uk`); the whole host where its
 * names are handed out to anyone.
 */
function siteOf(host: string): string {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (shared.some((domain) => name === domain || name.endsWith(`.${domain}`))) return name;
  const labels = name.split('.');
  const [second = '', top = ''] = labels.slice(-2);
  return labels.slice(top.length === 2 && second.length <= 3 ? -3 : -2).join('.');
}

/** Whether all these hosts (without ports) are of one site. */
export function sameSite(hosts: readonly string[]): boolean {
  return new Set(hosts.map(siteOf)).size <= 1;
}
