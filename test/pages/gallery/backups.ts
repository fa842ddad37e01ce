/** Backups for the gallery: a file that can be chosen, and what the worker says of it. */
import type { BackupAccount, BackupPreview, Moved, Restored } from '../../../src/core/backup';
import type { AccountView, Overview } from '../../../src/messaging/views';
import { overview, present } from './fixtures';

const day = 24 * 60 * 60_000;

export const passphrase = 'correct horse battery';

/** Its head asks for the least that is taken: the gallery has no secret to guard. */
export const backupFile = JSON.stringify({
  countersign: 'backup',
  version: 1,
  createdAt: present - 7 * day,
  kdf: { name: 'argon2id', memory: 19_456, passes: 1, lanes: 1, salt: 'A'.repeat(22) },
  iv: 'A'.repeat(16),
  data: 'A'.repeat(64),
});

const reasons: readonly AccountView['notInBackup'][] = ['rotates', undefined, 'bound', 'ended', undefined];

/** One account of each kind, by why it comes without its sign-in. */
export const backedUp: Overview = {
  ...overview,
  backupAt: present - 7 * day,
  accounts: overview.accounts.map((account, index) => {
    const why = reasons[index];
    return why ? { ...account, notInBackup: why } : account;
  }),
};

export const moving: Overview = {
  ...backedUp,
  actions: [{ id: 'm1', kind: 'move', state: 'running', startedAt: present - 3 * 60_000, interrupted: false, done: 0, total: 3 }],
};

const known = (index: number, more: Partial<BackupAccount> & Pick<BackupAccount, 'meeting' | 'wins'>): BackupAccount => {
  const { id, label, serviceId, serviceName, hue } = overview.accounts[index]!;
  return { id, label, serviceId, serviceName, hue, secret: 'kept', at: present - 9 * day, ...more };
};

const preview: BackupPreview = {
  createdAt: present - 7 * day,
  moved: true,
  accounts: [
    known(0, { meeting: 'newer-here', wins: 'here', atHere: present - day }),
    known(1, { meeting: 'older-here', wins: 'file', atHere: present - 20 * day }),
    known(2, { meeting: 'same', wins: 'here', secret: 'sign-in', nothing: true, atHere: present - 9 * day }),
    {
      id: 'new-1',
      label: 'jürgen@example.org',
      serviceId: 'acme.calendar',
      serviceName: 'Acme Calendar',
      hue: 120,
      secret: 'kept',
      meeting: 'new',
      wins: 'file',
      at: present - 30 * day,
    },
    {
      id: 'new-2',
      label: 'a-label-that-somebody-made-as-long-as-their-service-lets-them@department.university.example.org',
      serviceId: 'acme.mail',
      serviceName: 'Acme Mail',
      hue: 300,
      secret: 'sign-in',
      meeting: 'new',
      wins: 'file',
      at: present - 30 * day,
    },
  ],
  services: [
    { id: 'acme.calendar', name: 'Acme Calendar', hue: 120, meeting: 'new' },
    { id: 'acme.mail', name: 'Acme Mail', hue: 300, meeting: 'new' },
    { id: 'example-files', name: 'Example Files', hue: 30, meeting: 'different' },
    { id: 'practice-photos', name: 'Practice Photos', hue: 262, meeting: 'same' },
  ],
  apps: 3,
  permits: 7,
  callers: [
    { kind: 'site', origin: 'https://photos.example' },
    { kind: 'site', origin: 'https://xn--bcher-kva.example' },
    { kind: 'extension', id: 'album-sorter@example.org' },
  ],
  sites: 2,
};

const restored: Restored = {
  accounts: 3,
  needSignIn: preview.accounts.slice(4).map(({ id, label, serviceName, hue }) => ({ id, label, serviceName, hue })),
  services: 2,
  apps: 2,
  permits: 0,
  sites: 1,
  closedSites: ['https://photos.example'],
};

const moved: Moved = { forgotten: 2, kept: ['alice@photos.test'] };

export function backupAnswer(name: string): unknown {
  if (name === 'backup.read') return preview;
  if (name === 'backup.restore') return restored;
  if (name === 'backup.forget') return moved;
  return name === 'settings.export' ? '{}' : undefined;
}
