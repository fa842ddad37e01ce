/** Actions under way, and how they ended. */
import type { ActionView, Ended } from '../../../src/core/action';
import { present } from './fixtures';

const one = (more: Partial<ActionView>): ActionView => ({
  id: 'x1',
  kind: 'forget',
  state: 'done',
  startedAt: present - 20_000,
  interrupted: false,
  done: 5,
  total: 5,
  ended: [],
  ...more,
});

const refused: Ended = {
  label: '@alice',
  serviceName: 'Microblog',
  revoked: 'failed',
  problem: { code: 'service_error', message: '', status: 503, about: 'Microblog' },
  wiped: true,
  keysPage: 'https://microblog.test/settings/apps',
};
const key: Ended = {
  label: 'Team store key',
  serviceName: 'Example Shop',
  revoked: 'unsupported',
  wiped: true,
  keysPage: 'https://shop.example/admin/settings/api-keys',
};
const interrupted = { code: 'action_interrupted', message: '' } as const;

export const actions = {
  running: one({ state: 'running', done: 2 }),
  goesOn: one({ state: 'running', done: 2, interrupted: true }),
  done: one({}),
  left: one({ ended: [refused, key] }),
  failed: one({
    state: 'failed',
    interrupted: true,
    done: 4,
    problem: interrupted,
    ended: [key, { ...refused, problem: interrupted, wiped: false }],
  }),
  removed: one({ kind: 'remove', interrupted: true, done: 1, total: 1, ended: [refused] }),
  notRevoked: one({
    kind: 'revoke',
    state: 'failed',
    interrupted: true,
    done: 0,
    total: 1,
    problem: { code: 'service_error', message: '', status: 503 },
    ended: [{ ...refused, wiped: false }],
  }),
} satisfies Readonly<Record<string, ActionView>>;
