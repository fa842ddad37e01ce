/** The engine over any way to reach the worker: from a page by messages, in the worker itself by its handlers. */
import { CodedError } from '../core/problem';
import type { OwnCall, OwnInput, OwnOutput } from '../messaging/own-calls';
import type { Overview, SignInView } from '../messaging/views';
import type { Engine } from './engine';

/** How one context reaches the worker. */
export interface Reach {
  call<K extends OwnCall>(name: K, input: OwnInput<K>): Promise<OwnOutput<K>>;
  watch(listener: (now: Overview) => void): () => void;
  fetch: Engine['fetch'];
}

export function engineOver({ call, watch, fetch }: Reach): Engine {
  return {
    overview: () => call('overview', {}),
    watch,
    fetch,
    async signIn(serviceId, { account, scopes, ...how } = {}) {
      const start = { ...how, ...(account !== undefined && { accountId: account }), ...(scopes && { scopes: [...scopes] }) };
      const id = await call('signIn.start', { serviceId, ...start });
      const { problem, accountId } = await ended(watch, id);
      await call('signIn.dismiss', { id });
      if (problem) throw new CodedError(problem);
      const { accounts } = await call('overview', {});
      const found = accounts.find((one) => one.id === accountId);
      if (!found) throw new CodedError({ code: 'unknown_account', message: 'The account has been removed meanwhile.' });
      return found;
    },
    enter: (id, values) => call('signIn.answer', { id, values }),
    stop: (id) => call('signIn.stop', { id }),
    end: (id) => call('accounts.remove', { id }),
    async decide(id, decision) {
      if (typeof decision === 'string') return call(decision === 'refuse' ? 'asks.refuse' : 'asks.later', { id });
      const { asks } = await call('overview', {});
      const asked = asks.find((one) => one.id === id);
      if (!asked) throw new CodedError({ code: 'not_now', message: 'Nobody waits for an answer to this question.' });
      const { account, lasting = 'session', access, methods, paths, ...rest } = decision;
      const only = methods ?? asked.methods;
      await call('asks.allow', {
        id,
        accountId: account,
        access: access ?? asked.access,
        ...(only && { methods: [...only] }),
        paths: [...(paths ?? asked.paths)],
        lasting,
        ...rest,
      });
    },
    withdraw: (permits) => call('permits.end', { ids: [...permits] }),
    letAsk: (origin) => call('sites.enable', { origin }),
    addService: (id, values) => call('services.add', { id, ...(values && { values }) }),
    saveApp: (serviceId, app) => call('apps.save', { serviceId, ...app }),
  };
}

/** Resolves with a sign-in when it has ended; over the deaths of the worker, where the watch outlives them. */
function ended(watch: Reach['watch'], id: string): Promise<SignInView> {
  return new Promise((resolve, reject) => {
    const stop = watch(({ signIns }) => {
      const row = signIns.find((one) => one.id === id);
      if (row && row.state !== 'done' && row.state !== 'failed') return;
      stop(); // there by now: news never come at once
      if (row) resolve(row);
      else reject(new CodedError({ code: 'sign_in_expired', message: 'The sign-in was given up.' }));
    });
  });
}
