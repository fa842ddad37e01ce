/** The worker's end of every message: who asks is read from `sender`, what is asked is checked against its schema, and only then is it answered. */
import * as v from 'valibot';
import type { Runtime } from 'webextension-polyfill';
import { CountersignError, toProblem } from '../core/errors';
import type { Caller } from '../core/words';
import type { OwnAnswer, OwnCall, OwnInput, OwnOutput } from './own-calls';
import { ownInputs } from './own-inputs';

/** The parts of a browser's sender that can be trusted. */
export type Sender = Pick<Runtime.MessageSender, 'id' | 'url' | 'frameId'> & {
  readonly tab?: Pick<NonNullable<Runtime.MessageSender['tab']>, 'id' | 'url' | 'incognito' | 'cookieStoreId'> | undefined;
  readonly origin?: string | undefined;
  /** Chromium: whether the document is shown, or made ready in secret. */
  readonly documentLifecycle?: string | undefined;
};

export interface Self {
  /** Our own extension id. */
  readonly id: string;
  /** Our own origin, without a trailing slash: `chrome-extension://…`. */
  readonly origin: string;
  /** The browser's name for a tab that is in no container, where it has containers. */
  readonly noContainer?: string;
}

/**
 * Who sent a message, or undefined for one who gets nothing: a sandboxed frame, a local file, a private window, a page that is
 * only prerendered, a frame in a page that we may not see. A content script of ours ranks as the site in whose frame it runs.
 */
export function callerOf(self: Self, sender: Sender): Caller | undefined {
  if (sender.id === undefined) return undefined;
  if (sender.id !== self.id) return { kind: 'extension', id: sender.id };
  const origin = originOf(sender);
  if (origin === self.origin) return { kind: 'own' };
  return isWeb(origin) ? siteOf(origin, sender, self.noContainer) : undefined;
}

/** A frame whose site is not that of its tab is another caller for each site that embeds it; a container keeps its callers apart. */
function siteOf(
  origin: string,
  { tab, frameId, documentLifecycle }: Sender,
  noContainer: string | undefined,
): Caller | undefined {
  if (!tab || tab.incognito || documentLifecycle === 'prerender') return undefined;
  const top = frameId === 0 ? origin : tab.url !== undefined && URL.canParse(tab.url) ? new URL(tab.url).origin : '';
  if (!isWeb(top)) return undefined;
  const container = tab.cookieStoreId === noContainer ? undefined : tab.cookieStoreId;
  return { kind: 'site', origin, ...(top !== origin && { within: top }), ...(container !== undefined && { container }) };
}

const isWeb = (origin: string): boolean => /^https?:\/\//.test(origin);

/** The origin that the browser vouches for; where it gives none, that of the frame's own URL. */
function originOf(sender: Sender): string {
  if (sender.origin !== undefined) return sender.origin;
  return sender.url !== undefined && URL.canParse(sender.url) ? originOfUrl(new URL(sender.url)) : '';
}

/** Extension URLs have an opaque origin in some browsers' `URL`: it is spelt out here. */
function originOfUrl(url: URL): string {
  return url.origin === 'null' ? `${url.protocol}//${url.host}` : url.origin;
}

/** What serves the own calls; a background may serve only some of them. `page` is the tab of the page that calls, where it has one. */
export type OwnHandlers = { [K in OwnCall]: (input: OwnInput<K>, page: number | undefined) => Promise<OwnOutput<K>> };

/**
 * Answers one message of our own pages. Anything else is not answered at all.
 * @returns the answer, or undefined when the message is none of ours
 */
export function serveOwn(
  self: Self,
  handlers: Partial<OwnHandlers>,
  message: unknown,
  sender: Sender,
): Promise<OwnAnswer<OwnCall>> | undefined {
  if (typeof message !== 'object' || message === null || !('own' in message)) return undefined;
  return answer(self, handlers, message, sender);
}

async function answer(
  self: Self,
  handlers: Partial<OwnHandlers>,
  message: { own: unknown; input?: unknown },
  sender: Sender,
): Promise<OwnAnswer<OwnCall>> {
  try {
    if (callerOf(self, sender)?.kind !== 'own') throw new CountersignError('not_for_you');
    const { own } = message;
    if (typeof own !== 'string' || !Object.hasOwn(ownInputs, own) || !Object.hasOwn(handlers, own))
      throw new CountersignError('invalid_message');
    const name = own as OwnCall;
    const parsed = v.safeParse(ownInputs[name], message.input);
    if (!parsed.success) throw new CountersignError('invalid_message', { about: whatIsWrong(name, parsed.issues) });
    const handler = handlers[name] as (input: unknown, page: number | undefined) => Promise<OwnOutput<OwnCall>>;
    return { ok: true, value: await handler(parsed.output, sender.tab?.id) };
  } catch (error) {
    return { ok: false, problem: toProblem(error) };
  }
}

/** Where a message is wrong, never what stood there. */
function whatIsWrong(name: string, issues: readonly v.BaseIssue<unknown>[]): string {
  const issue = issues[0];
  return [name, issue && v.getDotPath(issue)].filter(Boolean).join(' ');
}
