/** Practice Keys as a user would enter it: data only, one entry for each way in which a key travels. */
import type { ApiKeyService, BasicService, EntryField } from '../../src/core/entered-service';
import type { Origin } from '../../src/core/words';
import type { KeyMode } from '../services/keys-modes';

const key: EntryField = { name: 'key', label: 'API key', kind: 'secret', hint: 'Settings → API keys' };
const bare: Record<KeyMode, Omit<ApiKeyService, 'apiHosts' | 'id' | 'hue'> | Omit<BasicService, 'apiHosts' | 'id' | 'hue'>> = {
  header: {
    protocol: 'api-key',
    name: 'Practice Weather',
    fields: [key],
    carry: [{ in: 'header', name: 'X-Practice-Key', value: '{key}' }],
  },
  bearer: {
    protocol: 'api-key',
    name: 'Practice Answers',
    fields: [key],
    carry: [{ in: 'header', name: 'Authorization', value: 'Bearer {key}' }],
  },
  query: {
    protocol: 'api-key',
    name: 'Practice Maps',
    fields: [key],
    carry: [{ in: 'query', name: 'api_key', value: '{key}' }],
  },
  host: {
    protocol: 'api-key',
    name: 'Practice Office',
    fields: [{ name: 'host', label: 'Your host', kind: 'text', hint: 'The first part of the address' }, key],
    carry: [{ in: 'header', name: 'X-Practice-Key', value: '{key}' }],
  },
  basic: {
    protocol: 'basic',
    name: 'Practice Archive',
    fields: [
      { name: 'user', label: 'User name', kind: 'text' },
      { name: 'password', label: 'Password', kind: 'secret' },
    ],
    user: '{user}',
    password: '{password}',
  },
  'email-token': {
    protocol: 'basic',
    name: 'Practice Helpdesk',
    fields: [{ name: 'email', label: 'E-mail address', kind: 'text' }, key],
    user: '{email}/token',
    password: '{key}',
  },
  'key-as-user': { protocol: 'basic', name: 'Practice Payments', fields: [key], user: '{key}', password: '' },
};

/** Practice Keys, started in this mode. */
export function keysEntry(mode: KeyMode, origin: Origin): ApiKeyService | BasicService {
  const { port } = new URL(origin);
  const own = mode === 'host';
  return {
    ...bare[mode],
    id: `practice-keys-${mode}`,
    hue: 120,
    apiHosts: own ? [] : [origin],
    ...(own ? { hostTemplate: `http://{host}:${port}` } : {}),
    probe: { url: own ? '/me' : `${origin}/me`, identity: { subject: 'account.id', label: 'account.login' } },
    keyUrl: `${origin}/keys`,
    docs: `${origin}/`,
  };
}
