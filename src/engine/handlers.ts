/** What the own pages of any extension that runs the engine may call, each led to its use case. */
import * as v from 'valibot';
import { addFromCatalogue, saveOwn } from '../accounts/catalogue';
import type { EndingPorts } from '../accounts/remove';
import { renew } from '../accounts/renew';
import { claimVisit, endSignIn, entered, pageToShow, poll, reached, unvisited, visited } from '../accounts/sign-in';
import { showWindow, windowOpened } from '../accounts/sign-in-window';
import { startSignIn } from '../accounts/start-sign-in';
import { CountersignError } from '../core/errors';
import type { OwnHandlers } from '../messaging/serve';
import { allow, later, refuse } from '../permits/ask';
import { showAsk } from '../permits/ask-window';
import { changePermit, endPermits, restorePermits } from '../permits/give';
import { secretUrl } from '../services/schema-parts';
import { wholeRow } from '../vault/accounts';
import { activityChart } from '../vault/activity-chart';
import { activityCallers, clearActivity, findActivity } from '../vault/activity-queries';
import { saveApp } from '../vault/apps';
import { giveKey, makeKey } from '../vault/made-keys';
import { removeService, serviceById } from '../vault/services';
import { withHeld } from '../vault/unstored';
import { endingHandlers } from './ending-handlers';
import type { House } from './house';
import { activityView, overview } from './overview';

/** A chart names so many callers; the rest stand together. */
const chartCallers = 4;

type EngineCall =
  | 'overview'
  | `services.${'save' | 'add' | 'remove'}`
  | 'forget.everything'
  | 'actions.dismiss'
  | Extract<keyof OwnHandlers, `${'apps' | 'signIn' | 'accounts' | 'permits' | 'asks' | 'activity'}.${string}`>;

/**
 * @param endings what ends of accounts reach outside of the vault
 * @param started resolves when changes of permits are seen, so that those for which the worker was woken are announced
 */
export function engineHandlers(house: House, endings: EndingPorts, started: Promise<void>): Pick<OwnHandlers, EngineCall> {
  const { vault } = house;
  const announced =
    <I, O>(work: (input: I) => Promise<O>) =>
    async (input: I): Promise<O> => {
      await started;
      return work(input);
    };
  return {
    overview: () => overview(house),

    'services.save': ({ service }) => saveOwn(house, service),
    'services.add': ({ id, values }) => addFromCatalogue(house, id, values),
    'services.remove': ({ id }) => removeService(vault, id),
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
    ...endingHandlers(endings, announced),

    'permits.change': announced(({ id, ...to }) => changePermit(house, id, to)),
    'permits.end': announced(({ ids }) => endPermits(house, ids)),
    'permits.restore': announced(({ ids }) => restorePermits(house, ids)),

    'asks.allow': announced(({ id, ...yes }) => allow(house, id, yes)),
    'asks.refuse': ({ id }) => refuse(house, id),
    'asks.later': ({ id }) => later(house, id),
    'asks.show': ({ id }) => showAsk(house, id),

    'activity.page': async (query) => (await findActivity(vault, query)).map(activityView),
    'activity.chart': (query) => activityChart(vault, { ...query, most: chartCallers }),
    'activity.callers': () => activityCallers(vault),
    'activity.clear': async (whose) => {
      await clearActivity(vault, whose);
      await house.traces.wipe(whose);
    },
  };
}

/** Empty removes it. @throws CountersignError `invalid_input` when no app can be registered with it */
function checkRedirectUrl(text: string | undefined): void {
  const parsed = text ? v.safeParse(secretUrl, text) : undefined;
  if (parsed && !parsed.success)
    throw new CountersignError('invalid_input', { about: `redirectUrl: ${parsed.issues[0].message}` });
}
