/** Stands in for the browser in the gallery and in unit tests: texts from `_locales`, calls and overviews from the stage. */
import type { Overview } from '../../../src/messaging/views';
import { textIn } from './texts';

/** What the stubbed browser and worker hold; a screen sets it before its page is loaded. */
export const stage: {
  overview?: Overview;
  tabUrl?: string;
  hasHosts: boolean;
  grantsHosts: boolean;
  /** The browser can have passkeys for an extension. */
  passkeys: boolean;
  /** The browser's own; the texts are in it where we have them. */
  language: string;
  answer: (name: string, input: unknown) => unknown;
  /** Where packaged files are, by their paths. */
  files: Readonly<Record<string, string>>;
  readonly said: { own: string; input: unknown }[];
  /** Everything that the page was told: what it shows of that comes from outside of our texts. */
  readonly told: unknown[];
} = {
  hasHosts: false,
  grantsHosts: true,
  passkeys: true,
  language: 'en-GB',
  answer: () => undefined,
  files: {},
  said: [],
  told: [],
};

/** Every open line that watches, so that a test can send a new overview. */
const watchers = new Set<(frame: unknown) => void>();

export function tell(overview: Overview): void {
  stage.overview = overview;
  stage.told.push(overview);
  for (const listener of watchers) listener(overview);
}

function getMessage(key: string, substitutions: string | string[] = []): string {
  return textIn(stage.language, key, [substitutions].flat());
}

const never = { addListener: () => undefined, removeListener: () => undefined };

export default {
  i18n: { getMessage, getUILanguage: () => stage.language },
  runtime: {
    getURL: (path: string) =>
      path === ''
        ? `${stage.passkeys ? 'chrome' : 'moz'}-extension://gallery/`
        : (stage.files[path] ?? `https://extension.invalid/${path}`),
    getManifest: () => ({ version: '0.1.0' }),
    sendMessage: async ({ own, input }: { own: string; input: unknown }) => {
      stage.said.push({ own, input });
      const value = await stage.answer(own, input);
      stage.told.push(value, input);
      return value instanceof Error && 'problem' in value ? { ok: false, problem: value.problem } : { ok: true, value };
    },
    connect: () => ({
      onMessage: {
        addListener: (listener: (frame: unknown) => void) => {
          watchers.add(listener);
          queueMicrotask(() => stage.overview && listener(stage.overview));
        },
      },
      onDisconnect: never,
      postMessage: () => undefined,
      disconnect: () => undefined,
    }),
  },
  tabs: {
    query: async () => (stage.tabUrl ? [{ id: 1, url: stage.tabUrl }] : [{ id: 1 }]),
    create: async (what: unknown) => void stage.said.push({ own: 'tabs.create', input: what }),
  },
  windows: {
    create: async (what: unknown) => (stage.said.push({ own: 'windows.create', input: what }), { id: 7 }),
    getCurrent: async () => ({ id: 1, left: 100, top: 60, width: 480, height: 760 }),
    get: async (id: number) => ({ id }),
    update: async (id: number) => (stage.said.push({ own: 'windows.update', input: id }), { id }),
    remove: async (id: number) => void stage.said.push({ own: 'windows.remove', input: id }),
    onCreated: never,
  },
  permissions: {
    request: async (what: unknown) => (stage.said.push({ own: 'permissions.request', input: what }), stage.grantsHosts),
    contains: async () => stage.hasHosts,
  },
  commands: {
    getAll: async () => [
      { name: '_execute_action', shortcut: 'Alt+Shift+C' },
      { name: 'lock', shortcut: 'Alt+Shift+L' },
    ],
  },
  identity: { launchWebAuthFlow: () => new Promise<string>(() => undefined) },
};
