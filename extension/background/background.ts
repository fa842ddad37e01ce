/** The worker's entry: registers every listener before anything is awaited, and decides nothing itself. */
import browser, { type Runtime } from 'webextension-polyfill';
import { updateFromCatalogue } from '../../src/accounts/catalogue';
import { redirected } from '../../src/accounts/sign-in';
import { portLine } from '../../src/messaging/port-line';
import { callerOf, serveOwn } from '../../src/messaging/serve';
import { windowClosed } from '../../src/permits/ask-window';
import { self, type Rhythm } from '../../src/platform/worker';
import bridge from '../content/bridge?iife';
import { fulfilWish, reviveOpenPages } from './enable-site';
import { buildHouse } from './house';
import { keepWatch } from './keep-watch';
import { closeDisabled, serveOutsider, serveOwnFetch, startAnnouncing } from './outsiders';
import { ownHandlers } from './own-handlers';
import { recover } from './recover';
import { checkUpdate, startUpdates } from './update';
import { atWork, stayAwake } from './stay-awake';
import { addWatcher, startWatching } from './watch';

const house = buildHouse();
const me = self();
const own = ownHandlers(house, bridge, startAnnouncing(house));

browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) =>
  atWork(serveOwn(me, own, message, sender)),
);
browser.runtime.onConnect.addListener(join);
browser.runtime.onConnectExternal.addListener(join);
hearRedirects();
browser.windows.onRemoved.addListener((id) => void windowClosed(house, id));
browser.permissions.onAdded.addListener(() => {
  hearRedirects();
  house.wire.listenAnew();
  house.vault.changed();
  void fulfilWish(house, bridge);
});
browser.permissions.onRemoved.addListener(() => {
  house.vault.changed(); // what the pages say of hosts
  void closeDisabled(house);
});
browser.alarms.onAlarm.addListener(({ name, scheduledTime }) => {
  if (name === ('auto-lock' satisfies Rhythm)) void autoLock.look(scheduledTime);
  else if (name === ('update' satisfies Rhythm)) checkUpdate();
  else void recover(house, bridge);
});
browser.runtime.onStartup.addListener(() => house.vault.changed());
browser.runtime.onInstalled.addListener(({ reason }) => {
  void reviveOpenPages(house, bridge);
  if (reason === 'update') void updateFromCatalogue(house);
});
house.vault.onLock((locked) => void (locked ? house.traces.wipe({}) : recover(house, bridge)));
startWatching(house);
startUpdates(house);
stayAwake(house);
const autoLock = keepWatch(house);
void recover(house, bridge);

/**
 * Registered anew when hosts are granted: in Chromium, a listener made before its host was granted stays deaf. For no other host: Chromium
 * tells a listener once of a request that is led on, and it would be the place that the answer was led away from.
 */
function hearRedirects(): void {
  browser.webRequest.onBeforeRequest.removeListener(onRequest);
  browser.webRequest.onBeforeRequest.addListener(onRequest, { urls: [`${new URL(house.redirectUrl).origin}/*`] });
}

function onRequest({ url, type }: { url: string; type: string }): undefined {
  if (type === 'main_frame') void redirected(house, url);
  return undefined;
}

/** A new port: the caller from its sender, the kind from its name. A port that does not fit its caller is closed. */
function join(port: Runtime.Port): void {
  const caller = callerOf(me, port.sender ?? {});
  const line = portLine<never, never>(port);
  if (caller?.kind === 'own' && port.name === 'watch') addWatcher(house, line);
  else if (caller?.kind === 'own' && port.name === 'own') serveOwnFetch(house, line);
  else if (caller && caller.kind !== 'own' && port.name === 'site') serveOutsider(house, caller, line);
  else port.disconnect();
}
