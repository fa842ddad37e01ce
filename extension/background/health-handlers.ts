/** What our own pages may ask about the health of the house: a check made now, a repair, the report. */
import { nextAhead, renewAhead } from '../../src/accounts/renew-ahead';
import { recoverEndings } from '../../src/accounts/recover-endings';
import { recoverSignIns } from '../../src/accounts/sign-in';
import { toProblem } from '../../src/core/errors';
import type { CheckName, CheckView, WorkerRepair } from '../../src/core/health';
import type { OwnHandlers } from '../../src/messaging/serve';
import { wakeAt, wakeWhile } from '../../src/platform/worker';
import { dropDamaged } from '../../src/vault/damaged';
import { askServices } from './health/ask-service';
import { checkAlarms, checkStorage } from './health/check-browser';
import { checkClock } from './health/check-clock';
import { checkHosts, checkServices, judgeServices } from './health/check-services';
import { checkUnfinished } from './health/check-unfinished';
import { checkKeys, checkVault } from './health/check-vault';
import { fine, type Finding } from './health/finding';
import { servicesInUse } from './health/in-use';
import { reportText } from './health/report';
import type { House } from '../../src/engine/house';
import { endingPorts } from './leave';
import { updateWaiting } from './update';

type HealthHandlers = Pick<OwnHandlers, Extract<keyof OwnHandlers, `health.${string}`>>;

/** @param bridge the bridge's file in the built extension */
export function healthHandlers(house: House, bridge: string): HealthHandlers {
  return {
    'health.check': ({ name, serviceId }) => check(house, name, () => checks[name](house, serviceId)),
    'health.services': async () => (await servicesInUse(house)).map(({ id, name }) => ({ id, name })),
    'health.repair': ({ repair }) => repairs[repair](house, bridge),
    'health.report': () => report(house),
  };
}

const checks: Readonly<Record<CheckName, (house: House, serviceId?: string) => Promise<Finding>>> = {
  vault: checkVault,
  keys: checkKeys,
  storage: checkStorage,
  redirect: async ({ redirectUrl }) => fine({ url: redirectUrl }),
  alarms: checkAlarms,
  clock: checkClock,
  hosts: checkHosts,
  services: checkServices,
  actions: checkUnfinished,
  update: async ({ around }) => {
    const next = updateWaiting();
    return fine({ version: around.version, ...(next && { waiting: next.version }) });
  },
};

const repairs: Readonly<Record<WorkerRepair, (house: House, bridge: string) => Promise<void>>> = {
  damaged: ({ vault, clock }) => vault.during(() => dropDamaged(vault, clock.now())),
  alarms: async (house) => {
    const open = await house.vault.db.journal.where('state').anyOf('running', 'waiting').count();
    const actions = await house.vault.db.actions.filter(({ state }) => state === 'running').count();
    await wakeWhile(open + actions + (await house.unstored.read()).length > 0);
    await wakeAt(await nextAhead(house));
  },
  actions: async (house, bridge) => {
    await recoverEndings(endingPorts(house, bridge));
    await recoverSignIns(house);
    await renewAhead(house);
  },
};

/** A check that cannot be made has found something, too. */
async function check(house: House, name: CheckName, make: () => Promise<Finding>): Promise<CheckView> {
  const finding = await make().catch((error: unknown): Finding => ({
    state: 'failed',
    facts: {},
    problem: toProblem(error, 'storage_failed').code,
  }));
  return { name, at: house.clock.now(), ...finding };
}

/** Every check once more, so that the report tells of the same moment; services are asked once, and named by their hosts. */
async function report(house: House): Promise<string> {
  const uses = await servicesInUse(house).catch(() => []);
  const signs = await askServices(house, uses);
  const names = Object.keys(checks) as CheckName[];
  const made = await Promise.all(
    names.map((name) =>
      check(house, name, () => (name === 'services' ? Promise.resolve(judgeServices(signs)) : checks[name](house))),
    ),
  );
  const silent = signs.filter(({ answer }) => answer === 'silent').map(({ use }) => use);
  const around = { version: house.around.version, ...(await house.around.named()), counts: await countsOf(house) };
  return reportText(house.clock.now(), around, made, uses, silent);
}

async function countsOf({ vault: { db } }: House): Promise<Record<string, number>> {
  const counts = await Promise.all(db.tables.map(async (table) => [table.name, await table.count().catch(() => NaN)] as const));
  return Object.fromEntries(counts);
}
