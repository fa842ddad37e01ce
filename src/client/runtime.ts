/** The browser's runtime as extensions and their content scripts have it, without a polyfill: the client needs one method of it. */
import type { PortLike } from '../messaging/port-line';
import { notAvailable } from './client-over';

interface Runtime {
  connect(info: { name: string }): PortLike;
  connect(id: string, info: { name: string }): PortLike;
}

/** @throws CountersignError `not_available` in an ordinary page, which has none */
export function runtime(): Runtime {
  const { chrome, browser } = globalThis as { chrome?: { runtime?: Runtime }; browser?: { runtime?: Runtime } };
  const found = browser?.runtime ?? chrome?.runtime;
  if (!found) throw notAvailable();
  return found;
}
