/** What sites and other extensions may ask, and how a question waits for the user's answer. */
import { wishedService } from '../accounts/catalogue';
import type { Outsider } from '../core/caller';
import { CountersignError, toProblem, type Code } from '../core/errors';
import type { Access, Given } from '../core/words';
import { signedCall, type Answer } from '../gateway/call';
import type { CallFrame, Want } from '../messaging/lines';
import type { AskHandlers } from '../messaging/outside';
import { answerTo, ask, withdraw } from '../permits/ask';
import { askAgain } from '../permits/again';
import { given, permitsOf, releasePermit } from '../permits/give';
import { noteSite } from '../permits/sites';
import { isReading } from '../permits/reach';
import { endOf, type End } from '../permits/tickets';
import type { PermitRow } from '../vault/rows';
import type { House } from './house';

export interface OutsideHandlers extends AskHandlers {
  /** The signed calls of one caller. */
  fetch(caller: Outsider): (call: CallFrame, signal: AbortSignal) => Promise<Answer>;
}

export function outsideHandlers(house: House): OutsideHandlers {
  return {
    fetch: (caller) => (call, signal) => signedCall(house, caller, call, signal),
    async connect(caller, asking, gone) {
      if ('ticket' in asking) return redeem(house, caller, asking, gone);
      const given = 'again' in asking ? signInAgain(house, caller, asking, gone) : connect(house, caller, asking, gone);
      return tell(house, await given);
    },
    request: async (caller, { want: { targetOrigin, callbackMessage, ...want } }) =>
      house.tickets.make(caller, want, endOf(caller, { targetOrigin, callbackMessage })),
    permits: async (caller) => Promise.all((await permitsOf(house, caller)).map((permit) => tell(house, permit))),
    release: (caller, handle) => releasePermit(house, caller, handle),
  };
}

async function tell({ vault }: House, permit: PermitRow): Promise<Given> {
  return given(permit, await vault.db.accounts.get(permit.accountId));
}

interface Asked {
  readonly id: string;
  readonly activated: boolean;
}

/** Asks the user for an account, unless a permit covers the question. */
async function connect(house: House, caller: Outsider, { id, want, activated }: Asked & { want: Want }, gone: AbortSignal) {
  const mayAsk = acted(caller, activated);
  const { service, take } = await wishedService(house, want.service, mayAsk);
  const known = service.protocol === 'oauth2' ? service.scopes.map(({ name }) => name) : [];
  const unknown = want.scopes?.find((scope) => !known.includes(scope)); // no sign-in would ever ask for it
  if (unknown !== undefined) throw new CountersignError('invalid_input', { about: `scope ${unknown}` });
  if (caller.kind === 'site') await noteSite(house, caller.origin);
  const asked = await ask(house, caller, {
    id,
    serviceId: service.id,
    access: accessOf(want),
    methods: want.methods,
    paths: want.paths ?? [],
    scopes: want.scopes,
    another: want.another,
    force: want.force,
    reason: want.reason,
    whenLocked: want.whenLocked,
    activated: mayAsk,
    take,
  });
  return 'permit' in asked ? asked.permit : answerWhenGiven(house, asked.ask, gone);
}

/** An extension has no page in which the user could have acted; its question still waits for the user's yes. */
function acted(caller: Outsider, activated: boolean): boolean {
  return caller.kind === 'extension' || activated;
}

/** Asks the user to sign in again with the account behind a handle. */
async function signInAgain(
  house: House,
  caller: Outsider,
  { id, again, force, activated }: Asked & { again: string; force?: boolean },
  gone: AbortSignal,
): Promise<PermitRow> {
  const question = { id, handle: again, force, activated: acted(caller, activated) };
  return answerWhenGiven(house, (await askAgain(house, caller, question)).ask, gone);
}

/** These say that the question was not put: its ticket can be used again. */
const notPut = new Set<Code>(['no_activation', 'prompt_open', 'busy', 'silenced', 'locked']);

/** Asks the question that a ticket stands for. @returns the permit, and what happens in the page now */
async function redeem(
  house: House,
  caller: Outsider,
  { ticket, ...asked }: Asked & { ticket: string },
  gone: AbortSignal,
): Promise<{ given: Given } & End> {
  const { want, end } = await house.tickets.take(caller, ticket, asked.id);
  try {
    const permit = await connect(house, caller, { ...asked, want }, gone);
    await house.tickets.spend(ticket);
    return { given: await tell(house, permit), ...end };
  } catch (error) {
    await (notPut.has(toProblem(error).code) ? house.tickets.giveBack(ticket) : house.tickets.spend(ticket));
    throw error;
  }
}

/** Methods, where they are named, say more than `access`. */
function accessOf({ access, methods }: Want): Access {
  if (!methods) return access ?? 'read';
  return methods.every(isReading) ? 'read' : 'change';
}

/** Waits for the user's answer. An asker who has gone takes the question along. */
async function answerWhenGiven(house: House, id: string, gone: AbortSignal): Promise<PermitRow> {
  house.doors.asked?.(id);
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
