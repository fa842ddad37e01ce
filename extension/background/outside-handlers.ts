/** What sites and other extensions may ask, and how a question waits for the user's answer. */
import { wishedService } from '../../src/accounts/catalogue';
import type { Outsider } from '../../src/core/caller';
import { CountersignError } from '../../src/core/errors';
import type { Access, Given } from '../../src/core/words';
import { signedCall, type Answer } from '../../src/gateway/call';
import type { CallFrame, Want } from '../../src/messaging/lines';
import type { AskHandlers } from '../../src/messaging/outside';
import { answerTo, ask, withdraw } from '../../src/permits/ask';
import { given, permitsOf, releasePermit } from '../../src/permits/give';
import { noteSite } from '../../src/permits/sites';
import { isReading } from '../../src/permits/reach';
import type { PermitRow } from '../../src/vault/schema';
import type { House } from './house';

export interface OutsideHandlers extends AskHandlers {
  /** The signed calls of one caller. */
  fetch(caller: Outsider): (call: CallFrame, signal: AbortSignal) => Promise<Answer>;
}

export function outsideHandlers(house: House): OutsideHandlers {
  const { vault } = house;
  const tell = async (permit: PermitRow): Promise<Given> => {
    return given(permit, await vault.db.accounts.get(permit.accountId));
  };
  return {
    fetch: (caller) => (call, signal) => signedCall(house, caller, call, signal),
    async connect(caller, { id, want, activated }, gone) {
      // An extension has no page in which the user could have acted; its question still waits for the user's yes.
      const mayAsk = activated || caller.kind === 'extension';
      const { service, take } = await wishedService(house, want.service, mayAsk);
      const known = service.protocol === 'oauth2' ? service.scopes.map(({ name }) => name) : [];
      const unknown = want.scopes?.find((scope) => !known.includes(scope)); // no sign-in would ever ask for it
      if (unknown !== undefined) throw new CountersignError('invalid_input', { about: `scope ${unknown}` });
      const question = {
        id,
        serviceId: service.id,
        access: accessOf(want),
        methods: want.methods,
        paths: want.paths ?? [],
        scopes: want.scopes,
        another: want.another,
        reason: want.reason,
        activated: mayAsk,
        take,
      };
      if (caller.kind === 'site') await noteSite(house, caller.origin);
      const asked = await ask(house, caller, question);
      if ('permit' in asked) return tell(asked.permit);
      return tell(await answerWhenGiven(house, asked.ask, gone));
    },
    permits: async (caller) => Promise.all((await permitsOf(house, caller)).map(tell)),
    release: (caller, handle) => releasePermit(house, caller, handle),
  };
}

/** Methods, where they are named, say more than `access`. */
function accessOf({ access, methods }: Want): Access {
  if (!methods) return access ?? 'read';
  return methods.every(isReading) ? 'read' : 'change';
}

/** Waits for the user's answer. An asker who has gone takes the question along. */
async function answerWhenGiven(house: House, id: string, gone: AbortSignal): Promise<PermitRow> {
  for (;;) {
    const changed = nextChange(house, gone);
    const permit = await answerTo(house, id);
    if (permit) return permit;
    await changed;
    if (gone.aborted) {
      await withdraw(house, id);
      throw new CountersignError('not_now');
    }
  }
}

function nextChange(house: House, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stop = house.vault.onChange(done);
    gone.addEventListener('abort', done, { once: true });
    function done(): void {
      stop();
      resolve();
    }
  });
}
