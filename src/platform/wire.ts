/**
 * Sends requests from the worker and learns what `fetch` keeps to itself: where a redirect leads, and which HTTP a host speaks.
 * Each request carries a number in its URL's fragment, which the browser shows to `webRequest` and sends to nobody.
 */
import browser, { type WebRequest } from 'webextension-polyfill';
import { hostPattern } from '../core/urls';

/** An answer, with the redirect that it is when it is one. */
export interface Sent {
  readonly response: Response;
  readonly redirect?: { readonly status: number; readonly location: string };
}

export interface Wire {
  /** `fetch` that follows no redirect. */
  send(url: URL, init: RequestInit): Promise<Sent>;
  /** Whether a host is known to speak HTTP/2 or later. */
  multiplexed(origin: string): boolean;
  /** Says early that a host will be sent to, so that the browser watches it in time. */
  expect(origin: string): void;
  /** To be called when hosts were granted: in Chromium, a listener made before its host was granted stays deaf. */
  listenAnew(): void;
}

/** How long the browser may take to tell about a redirect that it has answered already, in milliseconds. */
const patience = 2000;
const mark = /#countersign-(\d+)$/;

/** A header that is not UTF-8 comes as bytes: those beyond ASCII are escaped, as browsers do in a redirect. */
function textOf({ value, binaryValue }: WebRequest.HttpHeadersItemType | { value?: string; binaryValue?: unknown } = {}): string {
  if (value !== undefined) return value;
  if (!Array.isArray(binaryValue)) return '';
  return (binaryValue as number[])
    .map((byte) => (byte < 128 ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase()}`))
    .join('');
}

export function openWire(): Wire {
  let last = 0;
  const waiting = new Map<number, (redirect: Sent['redirect']) => void>();
  const seen = new Map<number, Sent['redirect']>();
  const protocols = new Map<string, boolean>();

  const onHeaders = ({
    url,
    statusCode,
    statusLine,
    responseHeaders = [],
  }: WebRequest.OnHeadersReceivedDetailsType): undefined => {
    const number = Number(mark.exec(url)?.[1] ?? 0);
    if (number === 0) return;
    if (/^HTTP\/[23]/.test(statusLine)) protocols.set(new URL(url).origin, true); // Firefox says so here
    if (statusCode < 300 || statusCode > 399) return;
    const location = responseHeaders.find(({ name }) => name.toLowerCase() === 'location');
    const redirect = { status: statusCode, location: textOf(location) };
    const wait = waiting.get(number);
    if (wait) wait(redirect);
    else seen.set(number, redirect);
  };

  /** Only hosts that were sent to, and only requests of no tab: what pages and their workers request elsewhere does not wake ours. */
  const hosts = new Set<string>();
  const listenAnew = (): void => {
    const { onHeadersReceived } = browser.webRequest;
    onHeadersReceived.removeListener(onHeaders);
    if (hosts.size === 0) return;
    onHeadersReceived.addListener(onHeaders, { urls: [...hosts], types: ['xmlhttprequest'], tabId: -1 }, ['responseHeaders']);
  };
  const expect = (origin: string): void => {
    const pattern = hostPattern(origin);
    if (hosts.has(pattern)) return;
    hosts.add(pattern);
    listenAnew();
  };

  // Chromium says here which protocol was spoken.
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { name, nextHopProtocol } = entry as PerformanceResourceTiming;
      if (nextHopProtocol !== '' && URL.canParse(name)) protocols.set(new URL(name).origin, !nextHopProtocol.startsWith('http/'));
    }
    performance.clearResourceTimings(); // they hold URLs
  }).observe({ type: 'resource' });

  const redirectOf = (number: number): Promise<Sent['redirect']> => {
    const known = seen.get(number);
    if (known) return Promise.resolve(known);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), patience);
      waiting.set(number, (redirect) => {
        clearTimeout(timer);
        resolve(redirect);
      });
    });
  };

  return {
    expect,
    listenAnew,
    multiplexed: (origin) => protocols.get(origin) === true,
    async send(url, init) {
      expect(url.origin);
      const number = (last += 1);
      const marked = new URL(url);
      marked.hash = `countersign-${number}`;
      try {
        const response = await fetch(marked, { ...init, redirect: 'manual' });
        if (response.type !== 'opaqueredirect') return { response };
        const redirect = await redirectOf(number);
        return redirect ? { response, redirect } : { response };
      } finally {
        waiting.delete(number);
        seen.delete(number);
      }
    },
  };
}
