/** A connector's sign-in at Practice Cyclr without the extension around it: its broker's account signs with a fresh token. */
import type { BrokeredService } from '../../../src/core/brokered-service';
import { systemRandom } from '../../../src/core/ports';
import type { Context, Outgoing, Reply, Sealed, Step } from '../../../src/core/protocol';
import { brokered } from '../../../src/protocols/brokered/protocol';
import { connectorEntry, type ConnectorKind } from '../../practice/cyclr-entries';
import type { CyclrService } from '../../services/cyclr';
import { sendForm } from '../../services/testing-client';

export interface AtCyclr extends Context<BrokeredService> {
  /** Goes ahead with the clock, in seconds. */
  later(seconds: number): void;
  readonly parent: (request: Outgoing) => Promise<Response>;
}

export async function atCyclr(
  cyclr: CyclrService,
  kind: ConnectorKind,
  intent: Partial<Context['intent']> = {},
): Promise<AtCyclr> {
  const { id, secret } = cyclr.client;
  const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret };
  const reply = await sendForm(`${cyclr.origin}/oauth/token`, form);
  const { access_token: token } = JSON.parse(reply.text) as { access_token: string };
  let ahead = 0;
  return {
    service: connectorEntry(kind, cyclr),
    app: { serviceId: 'cyclr-connector', clientId: '', clientSecret: '' },
    clock: { now: () => Date.now() + ahead },
    random: systemRandom,
    signal: new AbortController().signal,
    redirectUrl: 'https://practice-app.example/',
    intent: { scopes: [], ...intent },
    key: () => Promise.reject(new Error('no key pair is needed')),
    http: () => Promise.reject(new Error('everything goes through the broker’s account')),
    later: (seconds) => (ahead += seconds * 1000),
    parent: ({ url, method, headers: plain, body }) => {
      const headers = new Headers(plain);
      headers.set('authorization', `Bearer ${token}`);
      return fetch(url, { method, headers, ...(body === undefined ? {} : { body }), redirect: 'manual' });
    },
  };
}

type WithoutAttempt<R> = R extends unknown ? Omit<R, 'attempt'> : never;

/** The step after a reply. */
export function after(context: Context<BrokeredService>, step: Step, reply: WithoutAttempt<Reply>, attempt = 1): Promise<Step> {
  return brokered.resume(context, pendingOf(step), { ...reply, attempt });
}

function pendingOf(step: Step): Sealed {
  if (step.do === 'done') throw new Error('The sign-in is over.');
  return step.pending;
}
