/** The user's app as it is typed in a service's panel: what has changed, what is wrong, and saving it. */
import { useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { ServiceView } from '../../../src/messaging/views';
import { urlError, type UrlError } from '../shared/address';
import { hasApp, isKeyApp } from './app-kind';
import type { Draft } from './service-draft';

export interface AppEntry {
  readonly clientId: string;
  /** Undefined keeps the stored one. */
  readonly secret: string | undefined;
  /** Whether the key that the worker made is to be used. */
  readonly made: boolean;
  /** The one that the app is registered with, where that is another one than the page shows. */
  readonly redirectUrl: string;
  readonly set: (change: Partial<Pick<AppEntry, 'clientId' | 'secret' | 'made' | 'redirectUrl'>>) => void;
  readonly isChanged: boolean;
  /** The names of the inputs that are wrong, each with why. */
  readonly wrong: ReadonlyMap<'clientId' | 'appRedirectUrl', 'missing' | UrlError>;
  /** Saves what has changed; what was typed as a secret is forgotten here. */
  readonly save: (serviceId: string) => Promise<void>;
  readonly reset: () => void;
}

/** @param draft the service's entry, which says what kind of app it wants */
export function useAppEntry(view: ServiceView | undefined, draft: Draft): AppEntry {
  const stored = { clientId: view?.app?.clientId ?? '', redirectUrl: view?.app?.redirectUrl ?? '' };
  const [typed, setTyped] = useState({ ...stored, secret: undefined as string | undefined, made: view?.madeKey !== undefined });
  const { secret, made } = typed;
  const clientId = typed.clientId.trim();
  const redirectUrl = typed.redirectUrl.trim();
  const isMade = made && view?.madeKey !== undefined && isKeyApp(draft);
  const isRedirectChanged = redirectUrl !== stored.redirectUrl;
  const isEntered = clientId !== stored.clientId || secret !== undefined || isRedirectChanged;
  const wrong = new Map<'clientId' | 'appRedirectUrl', 'missing' | UrlError>();
  if (hasApp(draft)) {
    if (!clientId && (view?.app || secret || redirectUrl)) wrong.set('clientId', 'missing');
    const error = redirectUrl ? urlError(redirectUrl) : undefined;
    if (error) wrong.set('appRedirectUrl', error);
  }
  const isChanged = hasApp(draft) && (isEntered || isMade);
  return {
    ...typed,
    set: (change) => setTyped((before) => ({ ...before, ...change })),
    isChanged,
    wrong,
    save: async (serviceId) => {
      if (isChanged && clientId) {
        await call('apps.save', {
          serviceId,
          clientId,
          ...(isMade ? { madeKey: true as const } : secret === undefined ? {} : { clientSecret: secret.trim() }),
          ...(isRedirectChanged && { redirectUrl }),
        });
      }
      setTyped((before) => ({ ...before, secret: undefined, made: false }));
    },
    reset: () => setTyped({ ...stored, secret: undefined, made: false }),
  };
}
