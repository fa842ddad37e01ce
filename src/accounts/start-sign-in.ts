/** The start of a sign-in: its way, app, scopes and hosts are settled and journalled before anything is sent. It goes on in `sign-in.ts`. */
import { checkpoint } from '../core/checkpoint';
import { comesBack, hostsToReach } from '../core/endpoints';
import { CountersignError } from '../core/errors';
import { isEntered } from '../core/is-entered';
import type { OAuth2Service } from '../core/oauth2-service';
import type { Service, Way } from '../core/service';
import { accountRow } from '../vault/accounts';
import { currentApp } from '../vault/apps';
import { isWhole } from '../vault/whole';
import { addSignIn, type SignInBox } from '../vault/journal';
import type { AccountRow, AppRow, SignInRow } from '../vault/rows';
import { brokerAccount } from './broker';
import { drive } from './drive';
import { redirectOf, type Ports } from './ports';
import { stagesOf, wayOf } from './stages';

export interface Start {
  readonly service: Service;
  /** Sign in this account again. */
  readonly accountId?: string;
  readonly askId?: string;
  /** The one in which the account was signed in before, or the service's first, unless told. */
  readonly way?: Way;
  /** Those of the service's entry that are not optional, unless told; beside what the account has already. */
  readonly scopes?: readonly string[];
  readonly force?: boolean;
  /** The service's page opens in a tab instead of the browser's sign-in window. */
  readonly through?: 'tab';
  /** The account through which a connector is reached, unless there is but one. */
  readonly parentId?: string;
}

/**
 * Starts a sign-in and drives it to its first pause.
 * @returns the sign-in's id
 * @throws CountersignError `app_missing` when no app is registered for the service and the sign-in brings none along;
 *   `invalid_input` for a scope that the service's entry does not name; `broker_missing` where no account leads to a connector
 */
export async function startSignIn(ports: Ports, start: Start): Promise<string> {
  const { vault, clock } = ports;
  const { service } = start;
  const again = start.accountId === undefined ? undefined : await accountRow(vault, start.accountId);
  const way = wayOf(service, start.way ?? again?.way);
  const app = needsNoApp(service, way) ? undefined : await appFor(ports, service);
  const stages = stagesOf(service, way, app !== undefined);
  const parent =
    service.protocol === 'brokered' ? await brokerAccount(ports, service, start.parentId, again?.parentId) : undefined;
  const scopes = service.protocol === 'oauth2' ? scopesOf(service, again, start.scopes) : [];
  const row: SignInRow = {
    id: crypto.randomUUID(),
    serviceId: service.id,
    serviceName: service.name,
    hue: service.hue,
    ...(start.accountId && { accountId: start.accountId }),
    ...(start.askId && { askId: start.askId }),
    ...(parent && { parentId: parent.id }),
    ...(way && { way }),
    ...(start.through && { through: start.through }),
    state: 'running',
    stages,
    stage: stages[0] ?? 'reach',
    attempt: 0,
    createdAt: clock.now(),
    since: clock.now(),
  };
  const redirectUrl = redirectOf(ports, service, app);
  const origins = originsOf(service, way, ports, redirectUrl);
  const granted = await ports.hosts.granted(origins);
  const box: SignInBox = {
    service,
    ...(app && { appId: app.id }),
    ...(way && { way }),
    ...(scopes.length > 0 && { scopes }),
    ...(start.force && { force: true }),
    ...(redirectUrl !== ports.redirectUrl && { redirectUrl }),
  };
  await addSignIn(vault, granted ? row : { ...row, state: 'waiting', wait: { for: 'reach', origins } }, box);
  await checkpoint('sign-in:begun');
  if (granted) void drive(ports, row.id);
  return row.id;
}

/** Whether nothing has to be registered: the protocol has no app, or the sign-in brings it along. */
function needsNoApp(service: Service, way: Way | undefined): boolean {
  return isEntered(service) || service.protocol === 'brokered' || way === 'credentials';
}

/** The app to sign in with; none where it will be registered on the way. @throws CountersignError `app_missing` */
async function appFor({ vault, clock }: Ports, service: Service): Promise<AppRow | undefined> {
  const app = await currentApp(vault, service.id);
  const registers = service.protocol === 'oauth2' && service.registrationUrl !== undefined;
  const forgotten = app?.registered === true && app.secretUntil !== undefined && app.secretUntil <= clock.now();
  if (app && !(registers && forgotten)) return app;
  if (!registers) throw new CountersignError('app_missing', { about: service.name });
  return undefined;
}

/** What is asked for: what the account has already, and what is wanted beside it. */
function scopesOf(service: OAuth2Service, again: AccountRow | undefined, wanted: readonly string[] | undefined): string[] {
  const known = new Set(service.scopes.map(({ name }) => name));
  const stranger = wanted?.find((name) => !known.has(name));
  if (stranger !== undefined) throw new CountersignError('invalid_input', { about: stranger.slice(0, 60) });
  const usual = service.scopes.filter(({ optional }) => !optional).map(({ name }) => name);
  const facts = again && isWhole(again) ? again.facts : undefined;
  const before = (facts?.scopes ?? facts?.asked)?.filter((name) => known.has(name));
  const all = new Set([...(before ?? (wanted ? [] : usual)), ...(wanted ?? [])]);
  return [...known].filter((name) => all.has(name));
}

/**
 * Every host that a sign-in at this service and the calls after it will reach; those of entered accounts are asked for on the way. An answer
 * that goes elsewhere can only be led away from a host that was granted.
 */
function originsOf(
  service: Service,
  way: Way | undefined,
  { redirectHosts, redirectUrl: own }: Pick<Ports, 'redirectHosts' | 'redirectUrl'>,
  redirectUrl: string,
): string[] {
  if (isEntered(service)) return [];
  const elsewhere = [redirectUrl].map((url) => new URL(url).origin).filter((origin) => origin !== new URL(own).origin);
  const back = comesBack(service, way) ? [...redirectHosts, ...elsewhere] : [];
  return [...new Set([...hostsToReach(service, way), ...back])];
}
