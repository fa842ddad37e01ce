/**
 * The bridge between a page and the worker: joins the private channels that the page opens to one port of the document.
 * It decides nothing and knows nothing. It is silent until the worker has spoken, which it does for enabled sites only:
 * any other page cannot tell that it is there.
 */
import { gone, type Opening } from '../../src/messaging/channel-line';
import type { Parcel } from '../../src/messaging/trunk';

interface Heard<A> {
  addListener(listener: (value: A) => void): void;
}
interface Port {
  postMessage(message: unknown): void;
  disconnect(): void;
  readonly onMessage: Heard<Parcel>;
  readonly onDisconnect: Heard<Port>;
}
declare const chrome: {
  runtime?: { id?: string; connect(info: { name: string }): Port; onMessage: Heard<unknown> };
};
declare global {
  interface Window {
    /** Whether the bridge in this document still has its extension; in our own world, the page does not see it. */
    countersignBridge?: () => boolean;
  }
}

/** Channels of one document; lines are told apart by their number times this, plus the channel's place. */
const places = 64;
/** The user's acts that count, as the browser counts them for user activation. */
const acts = ['keydown', 'mousedown', 'pointerup'] as const;

const channels: (MessagePort | undefined)[] = Array.from({ length: places });
/** The last line of each channel that a port was given. */
const lasts: number[] = Array.from({ length: places }, () => 0);
/** Whether the worker has answered this page before. */
let known = false;
let port: Port | undefined;
/** When the user last acted on the page, and which act a question was asked upon: one act, one question. */
let acted = 0;
let spent = 0;

const isAlive = (): boolean => chrome.runtime?.id !== undefined;

function connect(): Port | undefined {
  try {
    port = chrome.runtime?.connect({ name: 'site' });
  } catch {
    return undefined; // the extension was updated or removed under this page
  }
  port?.onMessage.addListener((parcel) => {
    known = true;
    if (parcel.l === 0) return announce();
    const place = parcel.l % places;
    const { f } = parcel as { f?: { chunk?: Uint8Array<ArrayBuffer> } };
    const bytes = f?.chunk instanceof Uint8Array ? [f.chunk.buffer] : [];
    channels[place]?.postMessage({ ...parcel, l: (parcel.l - place) / places }, bytes);
  });
  port?.onDisconnect.addListener(lose);
  return port;
}

/**
 * The port has ended, and with it every line that it was given; what a page says meanwhile is for the next one. The channels stay,
 * unless the extension itself is gone.
 */
function lose(): void {
  port = undefined;
  tell((place) => (isAlive() ? { l: 0, x: true, f: lasts[place] } : gone));
}

/** What a page may do has changed. */
function announce(): void {
  tell(() => ({ l: 0 }));
}

function tell(what: (place: number) => Parcel | typeof gone): void {
  if (known) for (const [place, channel] of channels.entries()) channel?.postMessage(what(place));
}

function join(channel: MessagePort): void {
  const place = channels.indexOf(undefined);
  if (place < 0) return void (known && channel.postMessage(gone));
  channels[place] = channel;
  lasts[place] = 0;
  channel.onmessage = ({ data }: MessageEvent<Parcel | typeof gone>) => {
    if (data === gone) {
      channels[place] = undefined;
      return channel.close();
    }
    if (!(Number.isSafeInteger(data?.l) && data.l > 0 && data.l < 2 ** 40)) return;
    const l = data.l * places + place;
    lasts[place] = Math.max(lasts[place] ?? 0, data.l);
    const up = port ?? connect();
    try {
      if (!up) return lose();
      up.postMessage({ ...data, l, ...(data.f !== undefined && { f: withActivation(data.f) }) });
    } catch {
      channel.postMessage({ l: data.l, x: true }); // more than a message can carry
    }
  };
}

/** Only this script can tell whether the user has just acted on the page: what the page says about it is overwritten. */
function withActivation(frame: unknown): unknown {
  if (typeof frame !== 'object' || frame === null || !('t' in frame) || frame.t !== 'connect') return frame;
  const activated = navigator.userActivation.isActive && acted > spent;
  if (activated) spent = acted;
  return { ...frame, activated };
}

function onAct(event: Event & { readonly pointerType?: string; readonly repeat?: boolean }): void {
  if (event.isTrusted && event.pointerType !== 'mouse' && !event.repeat) acted = event.timeStamp;
}

function onOpening(event: MessageEvent<Opening | undefined>): void {
  const [channel] = event.ports;
  if (event.source !== window || !channel || event.data?.countersign !== 'open') return;
  if (isAlive()) return join(channel);
  // A bridge without its extension leaves the page to its successor.
  removeEventListener('message', onOpening);
  for (const act of acts) removeEventListener(act, onAct, true);
}

if (!window.countersignBridge?.()) {
  window.countersignBridge = isAlive;
  addEventListener('message', onOpening);
  for (const act of acts) addEventListener(act, onAct, { capture: true, passive: true });
  chrome.runtime?.onMessage.addListener(announce);
}
