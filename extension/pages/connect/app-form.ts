/** What is typed of an app that was registered at a service: what is needed, what is wrong, and what is saved. */
import { useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { Way } from '../../../src/core/service';
import type { Overview, ServiceView } from '../../../src/messaging/views';
import { urlError } from '../shared/address';
import { hasPrivateKey, secretNeed } from '../shared/lookups';
import { looksLikePrivateKey } from '../shared/pem';
import { t } from '../shared/texts';

export interface AppTyped {
  readonly clientId: string;
  readonly secret: string;
  /** The redirect URL that it was registered with, where that is another than the one to register. */
  readonly redirect: string;
}

export type AppErrors = Readonly<Record<'id' | 'secret' | 'redirect', string | undefined>>;

export interface AppForm {
  readonly typed: AppTyped;
  readonly type: (change: Partial<AppTyped>) => void;
  /** The key pair that the worker made is used, in place of a pasted key. */
  readonly isMade: boolean;
  readonly setMade: (made: boolean) => void;
  readonly errors: AppErrors;
  /** The redirect URL that this app is or will be registered with, as far as it is told. */
  readonly registered: string | undefined;
  readonly save: () => Promise<void>;
}

export function useAppForm(overview: Overview, view: ServiceView, way: Way | undefined): AppForm {
  const { service, app, madeKey } = view;
  const [typed, setTyped] = useState<AppTyped>({
    clientId: app?.clientId ?? '',
    secret: '',
    redirect: app?.redirectUrl ?? '',
  });
  const [made, setMade] = useState(madeKey !== undefined);
  const isMade = hasPrivateKey(service) && made && madeKey !== undefined;
  const type = (change: Partial<AppTyped>): void => setTyped((before) => ({ ...before, ...change }));
  const errors = appErrors(view, way, typed, isMade);
  const redirect = redirectToSave(typed.redirect, redirectToRegister(overview, view));
  const save = async (): Promise<void> => {
    const { clientId, secret } = typed;
    await call('apps.save', {
      serviceId: service.id,
      clientId: clientId.trim(),
      ...(isMade ? { madeKey: true as const } : secret ? { clientSecret: secret.trim() } : {}),
      ...(redirect !== (app?.redirectUrl ?? '') && { redirectUrl: redirect }),
    });
    type({ secret: '' }); // it lives in the worker now; the page's state must not keep it
  };
  const registered = errors.redirect || !redirect ? service.redirectUrl : redirect;
  return { typed, type, isMade, setMade, errors, registered, save };
}

/** The redirect URL that a new app at this service is given. */
export function redirectToRegister({ redirectUrl }: Overview, { service }: ServiceView): string {
  return service.redirectUrl ?? redirectUrl;
}

/** What is stored of what was typed: nothing where it says what goes without saying. */
export function redirectToSave(typed: string, usual: string): string {
  const bare = typed.trim();
  return bare === usual ? '' : bare;
}

/** @param isMade whether its private key was made here */
export function appErrors(view: ServiceView, way: Way | undefined, typed: AppTyped, isMade: boolean): AppErrors {
  const { service, app } = view;
  const oauth1 = service.protocol === 'oauth1';
  const isKey = hasPrivateKey(service);
  const redirect = typed.redirect.trim() ? urlError(typed.redirect.trim()) : undefined;
  const isMissing = secretNeed(service, way) === 'needed' && !isMade && !app?.hasSecret && !typed.secret.trim();
  const secretName = isKey ? t('private_key') : oauth1 ? t('consumer_secret') : t('client_secret');
  const isNoKey = isKey && !isMade && typed.secret.trim() !== '' && !looksLikePrivateKey(typed.secret);
  return {
    id: typed.clientId.trim() ? undefined : t('field_missing', { field: oauth1 ? t('consumer_key') : t('client_id') }),
    secret: isMissing ? t('field_missing', { field: secretName }) : isNoKey ? t('field_key') : undefined,
    redirect: redirect && t(`field_${redirect}`),
  };
}
