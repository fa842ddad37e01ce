/** Hosts that lie in the user's own network, by their names: a service there is the user's own, and a page that names one may mean harm. */

const localEnds = ['.local', '.internal', '.localhost', '.home.arpa', '.lan'];

/** Whether a host is this computer, an address without a name, or a name that the public network does not know. */
export function isOwnNetwork({ hostname }: URL): boolean {
  const name = hostname.toLowerCase().replace(/\.$/u, '');
  if (name.startsWith('[') || /^\d+(?:\.\d+){3}$/u.test(name)) return true;
  return !name.includes('.') || localEnds.some((end) => name.endsWith(end));
}
