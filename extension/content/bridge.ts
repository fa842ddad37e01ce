/**
 * The bridge between a page and the worker: joins each private channel that the page opens to a port of the same name.
 * It decides nothing and knows nothing. It is silent until the worker has spoken, which it does for enabled sites only:
 * any other page cannot tell that it is there.
 */
import { gone, type Opening } from '../../src/messaging/channel-line';

interface Port {
  postMessage(message: unknown): void;
  disconnect(): void;
  onMessage: { addListener(listener: (message: unknown) => void): void };
  onDisconnect: { addListener(listener: () => void): void };
}
declare const chrome: { runtime?: { connect(info: { name: string }): Port } };
declare global {
  interface Window {
    countersignBridge?: true;
  }
}

/** Whether the worker has answered this page before. */
let known = false;
/** Channels that lead nowhere, kept open: a page could hear the end of its channel. */
const silent: MessagePort[] = [];

function join(name: string, channel: MessagePort): void {
  const end = (): void => {
    if (!known) return void silent.push(channel);
    channel.postMessage(gone);
    channel.close();
  };
  const port = chrome.runtime?.connect({ name: `site:${name}` });
  if (!port) return end(); // the extension was updated or removed under this page
  port.onMessage.addListener((frame) => {
    known = true;
    channel.postMessage(frame);
  });
  port.onDisconnect.addListener(end);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === gone) return port.disconnect();
    port.postMessage(withActivation(data));
  };
}

/** Only this script can tell whether the user has just acted on the page: what the page says about it is overwritten. */
function withActivation(frame: unknown): unknown {
  const asks = typeof frame === 'object' && frame !== null && 't' in frame && frame.t === 'connect';
  return asks ? { ...frame, activated: navigator.userActivation.isActive } : frame;
}

if (!window.countersignBridge) {
  window.countersignBridge = true; // in our own world: the page does not see it
  addEventListener('message', (event: MessageEvent<Opening | undefined>) => {
    const [channel] = event.ports;
    const name = event.data?.countersign;
    if (event.source === window && channel && (name === 'ask' || name === 'fetch')) join(name, channel);
  });
}
