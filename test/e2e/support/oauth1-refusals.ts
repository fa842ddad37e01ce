/** What the practice microblog refuses in a sign-in: how it is brought about, and what the user is told. */
import type { Code } from '../../../src/core/errors';
import { ownCall } from '../../practice/set-up';
import { registerApp, type OAuth1Stage, type Place } from './oauth1';

export interface Refusal {
  readonly what: string;
  readonly code: Code;
  readonly serviceCode?: string;
  readonly prepare?: (stage: OAuth1Stage, x: Place) => unknown;
  /** Whether the user comes to the service's page, and refuses there. */
  readonly denies?: boolean;
  readonly ways?: readonly string[];
}

export const refusals: readonly Refusal[] = [
  {
    what: '415: the callback is not registered',
    code: 'redirect_mismatch',
    serviceCode: '415',
    prepare: (stage, x) => registerApp(stage.own, x, { callbacks: ['https://elsewhere.example/'] }),
    ways: ['Copy'],
  },
  {
    what: '416: the app is suspended',
    code: 'app_suspended',
    serviceCode: '416',
    prepare: async (stage, x) =>
      x.service.suspendApp((await registerApp(stage.own, x, { callbacks: [stage.redirectUrl] })).consumerKey),
  },
  {
    what: '32: the consumer secret is wrong',
    code: 'app_refused',
    serviceCode: '32',
    prepare: async (stage, x) => {
      const { consumerKey } = x.service.registerApp({ callbacks: [stage.redirectUrl] });
      await ownCall(stage.own, 'apps.save', { serviceId: x.id, clientId: consumerKey, clientSecret: 'mistyped' });
    },
    ways: ['Check the app'],
  },
  {
    what: '135: the clock is refused, and the answer tells no better one',
    code: 'clock_refused',
    serviceCode: '135',
    prepare: (_, x) => {
      const headers = { 'content-type': 'application/json' };
      const body = '{"errors":[{"code":135,"message":"Timestamp out of bounds."}]}';
      x.service.faults.always('/oauth/request_token', { respond: { status: 401, headers, body } });
    },
  },
  {
    what: 'the callback is not confirmed',
    code: 'callback_not_confirmed',
    prepare: (_, x) => (x.service.confirmCallback = false),
  },
  { what: 'denied=: the user refuses there', code: 'sign_in_denied', denies: true },
];
