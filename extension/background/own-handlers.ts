/** What our own pages may call, each led to its use case. */
import * as v from 'valibot';
import { addFromCatalogue, saveOwn } from '../../src/accounts/catalogue';
import { renew } from '../../src/accounts/renew';
import { claimVisit, endSignIn, entered, pageToShow, poll, reached, unvisited, visited } from '../../src/accounts/sign-in';
import { showWindow, windowOpened } from '../../src/accounts/sign-in-window';
import { startSignIn } from '../../src/accounts/start-sign-in';
import { discover } from '../../src/accounts/discover';
import { CountersignError } from '../../src/core/errors';
import { explainTyped, recentTraces } from '../../src/gateway/lens';
import type { OwnHandlers } from '../../src/messaging/serve';
import { allow, later, refuse } from '../../src/permits/ask';
import { showAsk } from '../../src/permits/ask-window';
import { changePermit, endPermits, restorePermits } from '../../src/permits/give';
import { disableSite, setEverywhere } from '../../src/permits/sites';
import { secretUrl } from '../../src/services/schema-parts';
import { wholeRow } from '../../src/vault/accounts';
import { activityChart } from '../../src/vault/activity-chart';
import { activityCallers, clearActivity, findActivity } from '../../src/vault/activity-queries';
import { saveApp } from '../../src/vault/apps';
import { lossSeen } from '../../src/vault/loss';
import { giveKey, makeKey } from '../../src/vault/made-keys';
import { withHeld } from '../../src/vault/unstored';
import { removeService, serviceById } from '../../src/vault/services';
import type { Vault } from '../../src/vault/vault';
import { alignSites, enableWhenGranted } from './enable-site';
import { backupHandlers } from './backup-handlers';
import { endingHandlers } from './ending-handlers';
import { endingPorts } from './leave';
import { healthHandlers } from './health-handlers';
import type { House } from './house';
import { lockHandlers } from './lock-handlers';
import { packHandlers } from './pack-handlers';
import { closeDisabled } from './outsiders';
import { activityView, overview } from './overview';

/** A chart names so many callers; the rest stand together. */
const chartCallers = 4;

/**
 * @param bridge the bridge's file in the built extension
 * @param started resolves when changes of permits are seen, so that those for which the worker was woken are announced
 */
export function ownHandlers(house: House, bridge: string, started: Promise<void>): OwnHandlers {
  const { vault } = house;
  const announced =
    <I, O>(work: (input: I) => Promise<O>) =>
    async (input: I): Promise<O> => {
      await started;
      return work(input);
    };
  return whileLocked(vault, {
    overview: () => overview(house),

    'services.save': ({ service }) => saveOwn(house, service),
    'services.add': ({ id, values }) => addFromCatalogue(house, id, values),
    ...packHandlers(house),
    ...lockHandlers(house),
    ...backupHandlers(house, bridge),
    ...healthHandlers(house, bridge),
    ...endingHandlers(endingPorts(house, bridge), announced),
    'vault.lostSeen': () => lossSeen(vault, house.marker),
    'services.remove': ({ id }) => removeService(vault, id),
    'services.discover': ({ address, ownNetwork }) => discover(house, address, ownNetwork === true),
    'apps.save': async ({ madeKey, ...app }) => {
      await serviceById(vault, app.serviceId);
      checkRedirectUrl(app.redirectUrl);
      if (madeKey) await giveKey(vault, app, house.clock.now());
      else await saveApp(vault, app, house.clock.now());
    },
    'apps.makeKey': async ({ serviceId }) => makeKey(vault, (await serviceById(vault, serviceId)).id),

    'signIn.start': async ({ serviceId, ...rest }) =>
      startSignIn(house, { service: await serviceById(vault, serviceId), ...rest }),
    'signIn.claim': async ({ id }, page) => page !== undefined && claimVisit(house, id, page),
    'signIn.page': ({ id }) => pageToShow(house, id),
    'signIn.opened': ({ id, ...opened }, page) => windowOpened(house, id, opened, page),
    'signIn.visited': ({ id, url }) => visited(house, id, url),
    'signIn.unvisited': ({ id, why }) => unvisited(house, id, why),
    'signIn.reached': ({ id, granted }) => reached(house, id, granted),
    'signIn.answer': ({ id, values }) => entered(house, id, values),
    'signIn.poll': ({ id }) => poll(house, id),
    'signIn.stop': ({ id }) => endSignIn(house, id, 'sign_in_stopped'),
    'signIn.show': ({ id }) => showWindow(house, id),
    'signIn.dismiss': async ({ id }) => {
      await vault.db.journal
        .where({ id })
        .and((row) => row.state === 'failed' || row.state === 'done')
        .delete();
      vault.changed();
    },

    'accounts.renew': async ({ id }) =>
      renew(house, id, {
        issuedAt: withHeld(await house.unstored.read(), await wholeRow(vault, id)).facts.issuedAt,
        byUser: true,
      }),

    'permits.change': announced(({ id, ...to }) => changePermit(house, id, to)),
    'permits.end': announced(({ ids }) => endPermits(house, ids)),
    'permits.restore': announced(({ ids }) => restorePermits(house, ids)),

    'sites.enable': (wish) => enableWhenGranted(house, bridge, wish),
    'sites.disable': async ({ origin }) => {
      await disableSite(house, origin);
      await closeDisabled(house);
      await alignSites(house, bridge);
    },
    'sites.everywhere': async ({ on }) => {
      await setEverywhere(house, on);
      await closeDisabled(house);
      await alignSites(house, bridge);
    },

    'asks.allow': announced(({ id, ...yes }) => allow(house, id, yes)),
    'asks.refuse': ({ id }) => refuse(house, id),
    'asks.later': ({ id }) => later(house, id),
    'asks.show': ({ id }) => showAsk(house, id),

    'activity.page': async (query) => (await findActivity(vault, query)).map(activityView),
    'activity.chart': (query) => activityChart(vault, { ...query, most: chartCallers }),
    'activity.callers': () => activityCallers(vault),
    'lens.recent': () => recentTraces(house),
    'lens.explain': (typed) => explainTyped(typed),
    'activity.clear': async (whose) => {
      await clearActivity(vault, whose);
      await house.traces.wipe(whose);
    },
  });
}

/** What our pages may ask of a locked vault: to open it, to wipe it unopened, and to take note of what the user did elsewhere. */
const open = new Set<string>([
  'overview',
  'lock.params',
  'lock.unlock',
  'lock.unlockByPasskey',
  'lock.now',
  'signIn.opened',
  'signIn.visited',
  'signIn.unvisited',
  'asks.refuse',
  'asks.later',
  'asks.show',
  'forget.everything',
]);

/** Every other call fails with `locked`. */
function whileLocked(vault: Vault, handlers: OwnHandlers): OwnHandlers {
  type Handler = (input: unknown, page: number | undefined) => Promise<unknown>;
  const guarded = Object.entries(handlers).map(([name, handler]) => [
    name,
    async (input: unknown, page: number | undefined) => {
      if (!open.has(name) && (await vault.isLocked())) throw new CountersignError('locked');
      return (handler as Handler)(input, page);
    },
  ]);
  return Object.fromEntries(guarded) as OwnHandlers;
}

/** Empty removes it. @throws CountersignError `invalid_input` when no app can be registered with it */
function checkRedirectUrl(text: string | undefined): void {
  const parsed = text ? v.safeParse(secretUrl, text) : undefined;
  if (parsed && !parsed.success)
    throw new CountersignError('invalid_input', { about: `redirectUrl: ${parsed.issues[0].message}` });
}
