/** Every listener that the engine rests on, registered at once: an event that woke the worker is told to no later one. */
import browser, { type Runtime } from 'webextension-polyfill';
import { redirected } from '../accounts/sign-in';
import { portLine } from '../messaging/port-line';
import { callerOf, serveOwn, type OwnHandlers } from '../messaging/serve';
import { self } from '../platform/worker';
import type { House } from './house';
import { closeDisabled, serveOutsider, serveOwnFetch } from './outsiders';
import { atWork, stayAwake } from './stay-awake';
import { addWatcher } from './watch';

export interface Listening {
  /** What our own pages may call. */
  readonly own: Partial<OwnHandlers>;
  /** Whether other extensions may ask. */
  readonly extensions: boolean;
  /** Goes on with what is unfinished: at each start of the worker, when it is woken for that, and when the vault is opened. */
  recover(): Promise<void>;
}

/** To be called at the worker's start, before anything is awaited. */
export function listen(house: House, { own, extensions, recover }: Listening): void {
  const me = self();
  /** A new port: the caller from its sender, the kind from its name. A port that does not fit its caller is closed. */
  const join = (port: Runtime.Port): void => {
    const caller = callerOf(me, port.sender ?? {});
    const line = portLine<never, never>(port);
    if (caller?.kind === 'own' && port.name === 'watch') addWatcher(house, line);
    else if (caller?.kind === 'own' && port.name === 'own') serveOwnFetch(house, line);
    else if (caller && caller.kind !== 'own' && port.name === 'site') serveOutsider(house, caller, line);
    else port.disconnect();
  };
  const onRequest = ({ url, type }: { url: string; type: string }): undefined => {
    if (type === 'main_frame') void redirected(house, url);
    return undefined;
  };
  /**
   * Registered anew when hosts are granted: in Chromium, a listener made before its host was granted stays deaf. For no other host: Chromium
   * tells a listener once of a request that is led on, and it would be the place that the answer was led away from.
   */
  const hearRedirects = (): void => {
    browser.webRequest.onBeforeRequest.removeListener(onRequest);
    browser.webRequest.onBeforeRequest.addListener(onRequest, { urls: [`${new URL(house.redirectUrl).origin}/*`] });
  };
  browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) =>
    atWork(serveOwn(me, own, message, sender)),
  );
  browser.runtime.onConnect.addListener(join);
  if (extensions) browser.runtime.onConnectExternal.addListener(join);
  hearRedirects();
  browser.permissions.onAdded.addListener(() => {
    hearRedirects();
    house.wire.listenAnew();
    house.vault.changed();
  });
  browser.permissions.onRemoved.addListener(() => {
    house.vault.changed(); // what the pages say of hosts
    void closeDisabled(house);
  });
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === 'recover' || name === 'renew') void recover();
  });
  browser.runtime.onStartup.addListener(() => house.vault.changed());
  stayAwake(house);
  house.vault.onLock((locked) => void (locked ? house.traces.wipe({}) : recover()));
}
