/** Leads an entry of the catalogue to doubles: the same data, with nothing but its hosts and its id replaced. */
import type { Template } from '../../src/core/catalogue';
import type { Service } from '../../src/core/service';
import type { Origin } from '../../src/core/words';

/** What people read and nothing is sent to. */
const forReading: readonly string[] = ['docs', 'registerUrl', 'checked'];

type ServiceOf<T> = T extends Service ? Omit<T, 'variables' | 'unverified'> : never;

/** Its id here: that of the entry belongs to the catalogue. */
export const doubleId = ({ id }: Pick<Template, 'id'>): string => `double-of-${id}`;

/**
 * @param hosts where each host that the entry names is doubled, by its name as it stands there: `api.example.com`, `{site}`
 * @throws Error for a host that nothing doubles
 */
export function entryAt<T extends Template>(template: T, hosts: Readonly<Record<string, Origin>>): ServiceOf<T> {
  const led = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(/^https:\/\/([^/?#]+)/, (_whole, host: string) => originFor(host));
    if (Array.isArray(value)) return [...new Set(value.map(led))]; // two hosts may have one double
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, forReading.includes(key) ? inner : led(inner)]));
  };
  const originFor = (host: string): Origin => {
    const origin = hosts[host];
    if (origin === undefined) throw new Error(`${template.id} names ${host}, which nothing doubles.`);
    return origin;
  };
  const { variables: _variables, unverified: _unverified, $schema: _schema, ...entry } = template as T & { $schema?: string };
  return { ...(led(entry) as ServiceOf<T>), id: doubleId(template) };
}
