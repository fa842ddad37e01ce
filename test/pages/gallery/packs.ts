/** Packs of services for the gallery: what the worker says of the texts that are pasted. */
import type { OAuth2Service } from '../../../src/core/oauth2-service';
import { CodedError } from '../../../src/core/problem';
import type { Pack, PackService } from '../../../src/core/pack';
import { files } from './fixtures';

const service = (id: string, name: string, host: string): OAuth2Service => ({
  ...files,
  id: `acme.${id}`,
  name,
  hue: host.length * 23,
  authorizeUrl: `https://login.${host}/authorize`,
  tokenUrl: `https://login.${host}/token`,
  apiHosts: [`https://api.${host}`],
});

const entry = (of: OAuth2Service, more: Partial<PackService>): PackService => ({
  service: of,
  hosts: [...new Set([of.authorizeUrl ?? '', of.tokenUrl ?? '', ...of.apiHosts].map((url) => new URL(url).origin))],
  warnings: [],
  state: 'new',
  ...more,
});

/** One of each state, and one whose sites differ. */
export const pack: Pack = {
  name: 'acme',
  services: [
    entry(service('calendar', 'Acme Calendar', 'calendar.acme.example'), { state: 'new', clientId: 'acme-calendar-web' }),
    entry(
      { ...service('mail', 'Acme Mail', 'mail.acme.example'), tokenUrl: 'https://tokens.other.example/oauth/token' },
      { warnings: ['sites_differ'] },
    ),
    entry(service('notes', 'Acme Notes', 'notes.acme.example'), { state: 'same' }),
    entry(service('tasks', 'Acme Tasks', 'tasks.acme.example'), { state: 'changed' }),
    entry(service('files', 'Acme Files', 'xn--bcher-kva.example'), { state: 'moved', clientId: 'acme-files' }),
  ],
};

export function packAnswer(name: string, input: unknown): unknown {
  if (name === 'packs.write') return JSON.stringify({ countersign: 'services', version: 1, ...(input as object) });
  if (name === 'packs.add') return undefined;
  const { text } = input as { text: string };
  if (text.includes('http:'))
    return new CodedError({ code: 'pack_invalid', message: '', about: 'services.2.tokenUrl: not https' });
  return pack;
}
