/** The worker's entry: registers every listener before anything is awaited, and decides nothing itself. */
import browser from 'webextension-polyfill';
import { updateFromCatalogue } from '../../src/accounts/catalogue';
import { buildHouse } from '../../src/engine/house';
import { listen } from '../../src/engine/listen';
import { startAnnouncing } from '../../src/engine/outsiders';
import { startWatching } from '../../src/engine/watch';
import { windowClosed } from '../../src/permits/ask-window';
import { isEnabled } from '../../src/permits/sites';
import { catalogue, windows, type Rhythm } from '../../src/platform/worker';
import bridge from '../content/bridge?iife';
import { countWaiting } from './badge';
import { fulfilWish, reviveOpenPages } from './enable-site';
import { keepWatch } from './keep-watch';
import { ownHandlers } from './own-handlers';
import { recover } from './recover';
import { checkUpdate, startUpdates } from './update';

const house = buildHouse({
  catalogue,
  windows,
  doors: {
    tellTabs: true,
    // The user may take the site's host away in the browser's own settings.
    mayKnow: async (ports, caller) =>
      caller.kind === 'extension' || ((await isEnabled(ports, caller.origin)) && ports.hosts.granted([caller.origin])),
  },
  seesRedirects: true,
});

listen(house, {
  own: ownHandlers(house, bridge, startAnnouncing(house)),
  extensions: true,
  recover: () => recover(house, bridge),
});
browser.windows.onRemoved.addListener((id) => void windowClosed(house, id));
browser.permissions.onAdded.addListener(() => void fulfilWish(house, bridge));
browser.alarms.onAlarm.addListener(({ name, scheduledTime }) => {
  if (name === ('auto-lock' satisfies Rhythm)) void autoLock.look(scheduledTime);
  else if (name === ('update' satisfies Rhythm)) checkUpdate();
});
browser.runtime.onInstalled.addListener(({ reason }) => {
  void reviveOpenPages(house, bridge);
  if (reason === 'update') void updateFromCatalogue(house);
});
startWatching(house, countWaiting);
startUpdates(house);
const autoLock = keepWatch(house);
void recover(house, bridge);
