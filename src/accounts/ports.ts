/** What the use cases around accounts need from the outside. */
import { CountersignError } from '../core/errors';
import type { Clock, Fetch, Hosts, Random, Redirects, Windows } from '../core/ports';
import type { Context, Intent, Outgoing } from '../core/protocol';
import { isSafeTarget } from '../core/urls';
import type { App, Service } from '../core/service';
import { ownKey } from '../vault/own-keys';
import type { UnstoredMemory } from '../vault/unstored';
import type { Vault } from '../vault/vault';
import type { HeldAnswer } from './held-answers';

export interface Ports {
  readonly vault: Vault;
  readonly clock: Clock;
  readonly random: Random;
  readonly fetch: Fetch;
  readonly hosts: Hosts;
  readonly windows: Windows;
  /** Leads answers that go elsewhere to the redirect URL of this browser. */
  readonly redirects: Redirects;
  /** Whether the browser's sign-in window can show such a page: `foreign`, the answer goes elsewhere; `once`, its URL is good once. */
  readonly windowShows: (page: { readonly foreign: boolean; readonly once: boolean }) => boolean;
  /** The redirect URL of this browser. */
  readonly redirectUrl: string;
  /** Hosts that are asked for beside the service's own, so that a redirect is seen when nobody waits for it any more. */
  readonly redirectHosts: readonly string[];
  /** Renewed secrets that the disk did not take yet. */
  readonly unstored: UnstoredMemory;
  /** Names this run of the browser: tab ids and session permits of an earlier one mean nothing. */
  readonly session: () => Promise<string>;
  /** What came for sign-ins while the vault was locked, in memory that outlives the worker. */
  readonly heldAnswers: { read(): Promise<readonly HeldAnswer[]>; write(held: readonly HeldAnswer[]): Promise<void> };
}

/** How long a sign-in endpoint may take, in milliseconds. */
const patience = 30_000;

/**
 * The context in which a protocol works for one service and app.
 * @param keyId the sign-in's id, or the one under which the account has its key pair
 * @param redirectUrl of a sign-in under way
 */
export function contextFor(
  ports: Ports,
  service: Service,
  app: App,
  keyId: string | undefined,
  intent: Intent = { scopes: [] },
  redirectUrl = redirectOf(ports, service, app),
): Context {
  return {
    service,
    app,
    clock: ports.clock,
    random: ports.random,
    signal: AbortSignal.timeout(10 * patience),
    redirectUrl,
    intent,
    key: () => keyFor(ports, keyId),
    http: async (request) => {
      // Without it, the browser would ask the service whether it may, and call its silence a network failure.
      if (!(await ports.hosts.granted([request.url.origin])))
        throw new CountersignError('host_access_missing', { about: request.url.host });
      return sendToEndpoint(ports.fetch, request);
    },
  };
}

/** Where a service redirects to: as its app was registered, else as its entry says, else to this browser's own URL. */
export function redirectOf(
  { redirectUrl }: Pick<Ports, 'redirectUrl'>,
  service: Pick<Service, 'redirectUrl'>,
  app: Pick<App, 'clientId' | 'redirectUrl'> | undefined,
): string {
  return app?.redirectUrl ?? service.redirectUrl ?? redirectUrl;
}

async function keyFor({ vault }: Ports, id: string | undefined): ReturnType<Context['key']> {
  if (id === undefined) throw new CountersignError('storage_failed', { about: 'key pair' });
  return { id, pair: await vault.remember(`own key ${id}`, () => ownKey(vault, id)) };
}

/**
 * One request to a sign-in endpoint: over https (loopback excepted), without cookies, cache or redirects.
 * @throws CountersignError `insecure_endpoint`; `reply_invalid` when the endpoint redirects
 * @throws TypeError when the endpoint cannot be reached, as `fetch` does
 */
export async function sendToEndpoint(fetch: Fetch, request: Outgoing): Promise<Response> {
  if (!isSafeTarget(request.url)) throw new CountersignError('insecure_endpoint', { about: request.url.host });
  const response = await fetch(request.url, {
    method: request.method,
    headers: request.headers,
    ...(request.body === undefined ? {} : { body: request.body }),
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'manual',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.timeout(patience),
  });
  if (response.type === 'opaqueredirect') throw new CountersignError('reply_invalid', { about: request.url.host });
  return response;
}
