/** Every state of every page, by name: which entry it loads, with which hash, and what the worker says. */
import type { Code, Problem } from '../../../src/core/errors';
import { callerKey } from '../../../src/core/caller';
import type { AccountView, AskView, Overview, SignInView } from '../../../src/messaging/views';
import { backedUp, backupFile, moving, passphrase } from './backups';
import {
  alice,
  ask,
  empty,
  files,
  filesAsk,
  loopbackUrl,
  microblog,
  overview,
  present,
  readAsk,
  signIn,
  writer,
} from './fixtures';
import { actions } from './action-fixtures';
import { everyKey, everyProtocol, fullBasic, fullOAuth2 } from './full-entries';
import { connector, connectorAsk, warehouse, withConnector } from './connector-fixtures';
import { credentialsAsk, pinAsk, wayful, wayfulEmpty, withoutWait } from './way-fixtures';
import { cloud, cloudAsk, codeWait, entryAsk, implicitAccount, keyAccount, notes, tickets, varied } from './entered-fixtures';
import { withCatalogue, withForeign } from './catalogue-fixtures';
import { explanationOf } from './lens';
import { lockScreens } from './lock-screens';
import { rareScreens } from './rare-screens';
import type { Screen } from './screen';
import {
  anotherAsk,
  everywhere,
  extensionAsk,
  framedAsk,
  managerAsk,
  moreAsk,
  moreMethodsAsk,
  revoked,
  richOverview,
  scopesAsk,
  workAccount,
} from './permit-fixtures';

export type { Screen };

const findService = 'Search by name, host or pasted URL';
const popup = (more: Partial<Screen> = {}): Screen => ({ page: 'popup', overview, tab: 'https://photos.example/album', ...more });
const options = (hash: string, more: Partial<Screen> = {}): Screen => ({ page: 'options', overview, hash, ...more });
const connect = (hash: string, more: Partial<Screen> = {}): Screen => ({ page: 'connect', overview, hash, ...more });
const signingIn = (more: Partial<SignInView> = {}): Screen =>
  connect('signIn=s1', { overview: { ...overview, asks: [ask], signIns: [{ ...signIn, ...more }] } });
const failed = (code: Code, more: Partial<Problem> = {}, stage: SignInView['stage'] = 'ask'): Screen =>
  signingIn({ state: 'failed', stage, problem: { code, message: '', at: signIn.since, ...more } });
const asking = (more: Partial<Overview> = {}, hash = 'ask=q1'): Screen =>
  connect(hash, { overview: { ...overview, asks: [ask, readAsk, filesAsk], ...more } });
/** One question alone. */
const askingOnly = (only: AskView, more: Partial<Screen> & { accounts?: readonly AccountView[] } = {}): Screen => {
  const { accounts = overview.accounts, ...rest } = more;
  return connect(`ask=${only.id}`, { overview: { ...richOverview, accounts, asks: [only] }, ...rest });
};
const withAccount = (changed: AccountView): Screen =>
  options(`accounts/${changed.id}`, {
    overview: { ...overview, accounts: overview.accounts.map((each) => (each.id === changed.id ? changed : each)) },
  });
/** One sign-in, with services of every kind. */
const variedSignIn = (view: SignInView, more: Partial<Screen> = {}): Screen =>
  connect('signIn=s1', { overview: { ...varied, signIns: [view] }, ...more });
/** What comes of this address, typed where one adds a service. */
const lookingUp = (address: string, press: readonly string[] = []): Screen =>
  options('services/new', { fill: { Address: address }, press: ['Look it up', ...press] });
/** A failed one at the service that can do everything. */
const failedView = (code: Code): SignInView => ({
  ...withoutWait(codeWait()),
  serviceId: cloud.id,
  serviceName: cloud.name,
  hue: cloud.hue,
  state: 'failed',
  stage: 'ask',
  problem: { code, message: '', at: signIn.since },
});
/** What waits for the user's answer at the service. */
const visitWait = signIn.wait as SignInView['wait'] & { for: 'visit' };
const search = 'Search by name, host or pasted URL';
const sectionOfCatalogue = 'section.stack:has([role=switch])';
const { scopes: _, ...untold } = alice;
/** The account has got a host since a permit was given. */
const withHosts: Overview = {
  ...overview,
  permits: overview.permits.map((each) => (each.id === 'p1' ? { ...each, hosts: ['https://api.photos.test'] } : each)),
};
const site = (origin: string, more: Partial<Screen> = {}): Screen =>
  options(`sites/${encodeURIComponent(callerKey({ kind: 'site', origin }))}`, { overview: richOverview, ...more });

export const screens = {
  'popup-main': popup(),
  'popup-first-run': popup({ overview: empty, tab: '' }),
  'popup-first-run-site': popup({ overview: empty }),
  'popup-request': popup({ overview: { ...overview, asks: [filesAsk, readAsk] }, tab: 'https://notes.example/' }),
  'popup-request-again': popup({
    overview: { ...overview, asks: [{ ...readAsk, again: { accountId: alice.id } }] },
    tab: 'https://notes.example/',
  }),
  'popup-not-enabled': popup({ tab: 'https://new.example/' }),
  'popup-silenced': popup({ tab: 'https://ads.example.net/' }),
  'popup-insecure': popup({ tab: 'http://plain.example/' }),
  'popup-no-site': popup({ tab: '' }),
  'popup-off': popup({ press: ['Off'] }),
  'popup-permits': popup({ overview: richOverview }),
  'popup-framed': popup({ overview: richOverview, tab: 'https://blog.example/' }),
  'popup-everywhere': popup({ overview: everywhere, tab: 'https://new.example/' }),
  'popup-turned-off': popup({ overview: everywhere, tab: 'https://shop.example/' }),
  'popup-request-framed': popup({ overview: { ...overview, asks: [framedAsk] } }),
  'popup-signing-in': popup({
    overview: {
      ...overview,
      signIns: [signIn, { ...signIn, id: 's2', serviceName: files.name, hue: files.hue, state: 'failed' }],
    },
    tab: '',
  }),
  'popup-pin': popup({ overview: { ...wayful, signIns: [pinAsk(), { ...credentialsAsk(), id: 's2' }] }, tab: '' }),
  'popup-first-run-code': popup({ overview: { ...empty, signIns: [codeWait()] }, tab: '' }),
  'popup-varied': popup({
    overview: {
      ...varied,
      signIns: [
        codeWait(),
        { ...entryAsk(tickets), id: 's2' },
        { ...failedView('registration_refused'), id: 's3' },
        { ...withoutWait(codeWait()), id: 's4', state: 'running' },
      ],
    },
    tab: '',
  }),
  'connect-pin': connect('signIn=s1', { overview: { ...wayful, signIns: [pinAsk()] } }),
  'connect-pin-part': connect('signIn=s1', { overview: { ...wayful, signIns: [pinAsk()] }, fill: { pin: '20 371' } }),
  'connect-pin-whole': connect('signIn=s1', { overview: { ...wayful, signIns: [pinAsk()] }, fill: { pin: '203-7142' } }),
  'connect-pin-letters': connect('signIn=s1', { overview: { ...wayful, signIns: [pinAsk({}, {})] }, fill: { pin: 'k7Q-2xz' } }),
  'connect-pin-wrong': connect('signIn=s1', {
    overview: {
      ...wayful,
      signIns: [
        pinAsk({ problem: { code: 'service_refused', message: '', status: 401, serviceText: 'Invalid oauth_verifier.' } }),
      ],
    },
  }),
  'connect-credentials': connect('signIn=s1', { overview: { ...wayful, signIns: [credentialsAsk()] } }),
  'connect-credentials-key': connect('signIn=s1', {
    overview: { ...wayful, signIns: [credentialsAsk({}, 'key')] },
    fill: { consumerSecret: 'not a key' },
    press: ['Finish the sign-in'],
  }),
  'connect-credentials-problem': connect('signIn=s1', {
    overview: {
      ...wayful,
      signIns: [
        credentialsAsk({
          problem: {
            code: 'app_refused',
            message: '',
            status: 401,
            serviceCode: '32',
            serviceText: 'Could not authenticate you.',
          },
        }),
      ],
    },
  }),
  'connect-progress-pin': connect('signIn=s1', {
    overview: { ...wayful, signIns: [{ ...withoutWait(pinAsk()), state: 'running', stage: 'trade' }] },
  }),
  'connect-code': variedSignIn(codeWait()),
  'connect-code-long': variedSignIn(
    codeWait({
      code: 'kjdf-9sdf-KKLW-0-9sdf-xx',
      url: 'https://accounts.xn--bcher-kva.example:8443/a/rather/long/path/to/the/page',
      completeUrl: `https://accounts.example/${'long/'.repeat(70)}`,
      until: present - 2000,
    }),
  ),
  'connect-entry': variedSignIn(entryAsk(notes)),
  'connect-entry-several': variedSignIn(entryAsk(tickets), { press: ['Finish the sign-in'] }),
  'connect-entry-refused': variedSignIn(
    entryAsk(notes, { problem: { code: 'credentials_refused', message: '', status: 401, about: notes.name } }),
  ),
  'connect-entry-invalid': variedSignIn(
    entryAsk(tickets, { problem: { code: 'invalid_input', message: '', about: 'Subdomain' } }),
  ),
  'connect-sign-in-optional': connect('service=practice-cloud', {
    overview: { ...varied, accounts: overview.accounts },
    press: ['Ask for more'],
  }),
  'connect-sign-in-more': connect('account=a7&askId=q11', { overview: { ...varied, asks: [cloudAsk] }, press: ['Ask for more'] }),
  'connect-sign-in-another': connect('service=practice-tv&way=redirect', { overview: varied }),
  'connect-sign-in-device': connect('service=practice-tv', { overview: varied, hasHosts: true }),
  'connect-sign-in-implicit': connect('service=practice-tv&way=implicit', { overview: varied }),
  'connect-sign-in-app': connect('service=practice-tv&way=app', { overview: varied }),
  'connect-choose-varied': connect('', { overview: varied }),
  'connect-setup-device': connect('service=practice-tv&setUp=1', { overview: varied }),
  'connect-progress-register': variedSignIn({
    ...withoutWait(codeWait()),
    stages: ['reach', 'register', 'ask', 'visit', 'trade', 'identify', 'seal'],
    state: 'running',
    stage: 'register',
  }),
  'connect-reach-own': variedSignIn({
    ...entryAsk(tickets),
    stage: 'reach',
    wait: { for: 'reach', origins: ['https://alice.tickets.test', 'http://127.0.0.1:8080'] },
  }),
  'connect-progress-probe': variedSignIn({ ...withoutWait(entryAsk(notes)), state: 'running', stage: 'probe' }),
  'connect-setup-ways': connect('service=practice-microblog&way=pin', { overview: wayfulEmpty }),
  'connect-setup-app': connect('service=practice-microblog&way=app', { overview: wayfulEmpty }),
  'connect-setup-rsa': connect('service=practice-ledger', { overview: wayfulEmpty }),
  'connect-setup-rsa-made': connect('service=practice-ledger', {
    overview: wayfulEmpty,
    press: ['Create a key pair'],
    shows: '.copyblock',
  }),
  'connect-sign-in-ways': connect('service=practice-microblog', { overview: wayful, hasHosts: true }),
  'connect-sign-in-credentials': connect('service=practice-microblog&way=credentials', { overview: wayfulEmpty }),
  'connect-choose': connect(''),
  'connect-choose-catalogue': connect('', { overview: withCatalogue, shows: sectionOfCatalogue }),
  'connect-choose-typed': connect('', {
    overview: withCatalogue,
    shows: sectionOfCatalogue,
    fill: { [search]: 'example' },
  }),
  'connect-choose-unverified': connect('', {
    overview: withCatalogue,
    shows: sectionOfCatalogue,
    fill: { [search]: 'coll' },
    press: ['Show unverified'],
  }),
  'connect-choose-unshown': connect('', {
    overview: withCatalogue,
    fill: { [search]: 'collected' },
    shows: sectionOfCatalogue,
  }),
  'connect-choose-address': connect('', {
    overview: withCatalogue,
    fill: { [search]: 'https://login.unknown.test/oauth' },
    shows: '.note',
  }),
  'connect-choose-nothing': connect('', { overview: withCatalogue, fill: { [search]: 'zzz' }, shows: '.empty' }),
  'connect-where': connect('catalogue=example-social', { overview: withCatalogue, shows: '#where' }),
  'connect-where-wrong': connect('catalogue=example-store', {
    overview: withCatalogue,
    shows: '#where',
    fill: { shop: 'my shop' },
    press: ['Go on'],
  }),
  'connect-where-several': connect('catalogue=example-tenant', {
    overview: withCatalogue,
    shows: '#where',
    fill: { host: 'refused.tenants.test' },
    press: ['Go on'],
  }),
  'connect-where-own': connect('catalogue=example-social', {
    overview: withCatalogue,
    shows: '#where',
    fill: { instance: 'https://nas.local:8443/about' },
    press: ['Go on'],
  }),
  'connect-where-unverified': connect('catalogue=practice-library', { overview: withCatalogue, shows: '#where' }),
  'connect-setup-catalogue': connect('catalogue=cafe-orders', { overview: withCatalogue, shows: '#set-up' }),
  'connect-setup-foreign': connect('service=example-drive', { overview: withForeign }),
  'connect-setup-registered': connect('service=example-files&setUp=1', {
    overview: withForeign,
    hasHosts: true,
    fill: { redirect: 'http://example.org/callback' },
    press: ['Sign in'],
  }),
  'connect-setup-optional': connect('service=example-optional', { overview: withForeign }),
  'connect-ask-catalogue': askingOnly(
    { ...ask, serviceId: 'example-drive' },
    { overview: { ...withForeign, asks: [{ ...ask, serviceId: 'example-drive' }] } },
  ),
  'connect-ask-unverified': askingOnly(
    { ...ask, serviceId: 'practice-library' },
    { overview: { ...withForeign, asks: [{ ...ask, serviceId: 'practice-library' }] } },
  ),
  'connect-setup-redirects': connect('service=practice-photos', {
    overview: { ...empty, loopbackUrl },
    shows: '.redirect-forms',
  }),
  'connect-setup': connect('service=practice-photos', { overview: empty }),
  'connect-setup-oauth1': connect('service=practice-microblog', { overview: empty, press: ['Allow and sign in'] }),
  'connect-sign-in': connect('service=practice-photos'),
  'connect-sign-in-oauth1': connect('service=practice-microblog', { hasHosts: true }),
  'connect-sign-in-again': connect('account=a3'),
  'connect-reach': signingIn({
    stage: 'reach',
    wait: { for: 'reach', origins: ['https://api.photos.test', 'https://alice.photos.test'] },
  }),
  'connect-progress': signingIn(),
  'connect-progress-tab': signingIn({ wait: { ...visitWait, through: 'tab' } }),
  'connect-turn': signingIn({ wait: { for: 'turn', behind: microblog.name } }),
  'connect-done': signingIn({
    state: 'done',
    stage: 'seal',
    accountId: alice.id,
    label: '@alice',
    granted: ['photos.read', 'photos.write'],
    notGranted: ['shares.write'],
    askId: 'q1',
  }),
  'connect-done-other': signingIn({ state: 'done', stage: 'seal', accountId: alice.id, label: '@bob', otherPerson: true }),
  'connect-done-implicit': variedSignIn({
    ...withoutWait(codeWait()),
    state: 'done',
    stage: 'seal',
    way: 'implicit',
    accountId: implicitAccount.id,
    label: implicitAccount.label,
    granted: ['photos.read'],
    notGranted: ['offline'],
  }),
  'connect-done-entered': variedSignIn({
    ...withoutWait(entryAsk(notes)),
    state: 'done',
    stage: 'seal',
    accountId: keyAccount.id,
    label: keyAccount.label,
  }),
  'connect-connector-first': connect(`service=${connector.id}`, { overview: withConnector(0) }),
  'connect-connector': connect(`service=${connector.id}`, { overview: withConnector(1) }),
  'connect-connector-accounts': connect(`service=${connector.id}`, { overview: withConnector(2), hasHosts: false }),
  'connect-connector-enter': connect('signIn=s1', { overview: { ...withConnector(1), signIns: [connectorAsk] } }),
  'connect-failed': failed('redirect_mismatch', {
    status: 400,
    serviceCode: 'invalid_redirect_uri',
    serviceText: 'The redirect_uri is not registered.',
  }),
  'connect-failed-app': failed('app_refused', { status: 401, serviceCode: 'invalid_client' }),
  'connect-failed-expired': variedSignIn({ ...failedView('code_expired'), stage: 'code' }),
  'connect-failed-id-token': variedSignIn(failedView('id_token_invalid')),
  'connect-failed-registration': variedSignIn(failedView('registration_refused')),
  'connect-failed-scope': variedSignIn(failedView('scope_refused')),
  'connect-failed-pin': connect('signIn=s1', {
    overview: {
      ...wayful,
      signIns: [{ ...withoutWait(pinAsk()), state: 'failed', problem: { code: 'pin_only', message: '', at: signIn.since } }],
    },
  }),
  'connect-failed-closed': failed('window_closed', {}, 'visit'),
  'connect-failed-page': failed('page_not_loaded', {}, 'visit'),
  'connect-failed-busy': failed('window_busy', {}, 'visit'),
  'connect-ask': asking(),
  'connect-ask-read': asking({ accounts: [...overview.accounts, { ...writer, id: 'a9', label: '@alice_work' }] }, 'ask=q2'),
  'connect-ask-sign-in': asking({ accounts: [] }, 'ask=q3'),
  'connect-ask-needs': asking({}, 'ask=q3'),
  'connect-ask-read-only': askingOnly({ ...ask, caller: filesAsk.caller }, { press: ['Read only', 'Limits'] }),
  'connect-ask-framed': askingOnly(framedAsk),
  'connect-ask-framed-narrowed': askingOnly(framedAsk, { press: ['Read only', 'Limits'] }),
  'connect-ask-more': askingOnly(moreAsk),
  'connect-ask-more-methods': askingOnly(moreMethodsAsk),
  'connect-ask-scopes': askingOnly(scopesAsk, { accounts: [alice, workAccount] }),
  'connect-ask-scopes-none': askingOnly(scopesAsk),
  'connect-ask-another': askingOnly(anotherAsk, { accounts: [alice, workAccount] }),
  'connect-ask-another-none': askingOnly(anotherAsk),
  'connect-ask-extension': askingOnly(extensionAsk),
  'connect-ask-manager': askingOnly(managerAsk, { press: ['Limits'] }),
  'connect-gone': connect('ask=none', { after: 800 }),
  'options-accounts-unreached': options('accounts/a1', {
    overview: {
      ...overview,
      accounts: overview.accounts.map((each) => (each.id === 'a1' ? { ...each, unreached: each.apiHosts } : each)),
    },
  }),
  'options-accounts': options('accounts/a1'),
  'options-accounts-list': options('accounts'),
  'options-account-needs': options('accounts/a3'),
  'options-account-oauth1': options('accounts/a2'),
  'options-account-menu': options('accounts/a1', { press: ['More'] }),
  'options-account-revoked': withAccount(revoked),
  'options-account-fresh': withAccount({ ...alice, issuedAt: present - 60_000 }),
  'options-account-stale': withAccount({ ...alice, renewsAt: present + 60_000, expiresAt: present + 120_000 }),
  'options-account-connector': options(`accounts/${warehouse.id}`, { overview: withConnector(1) }),
  'options-account-broker': options('accounts/c1', { overview: withConnector(1), press: ['More', 'Remove'] }),
  'options-service-connector': options(`services/${connector.id}`, { overview: withConnector(1) }),
  'options-account-more': options('accounts/a7', { overview: varied }),
  'options-account-untold': withAccount(untold),
  'options-account-changed': withAccount({ ...alice, entryChanged: true, bound: true }),
  'options-account-implicit': options('accounts/a8', { overview: varied }),
  'options-account-key': options('accounts/a9', { overview: varied }),
  'options-account-basic': options('accounts/a10', { overview: varied }),
  'options-account-hosts': options('accounts/a1', { overview: withHosts }),
  'options-revoked': options('accounts/a1', { press: ['Revoke', 'Revoke'] }),
  'options-revoke': options('accounts/a1', { press: ['Revoke'] }),
  'options-forget': options('security', { overview: varied, press: ['Forget everything'] }),
  'options-forget-all': options('security', { press: ['Forget everything'] }),
  'options-forget-none': options('security', { overview: empty, press: ['Forget everything'] }),
  'options-forget-running': options('security', { overview: { ...overview, actions: [actions.running] } }),
  'options-forget-goes-on': options('accounts', { overview: { ...empty, actions: [actions.goesOn] } }),
  'options-forget-done': options('security', { overview: { ...empty, actions: [actions.done] } }),
  'options-forget-left': options('security', { overview: { ...empty, actions: [actions.left] } }),
  'options-forget-failed': options('accounts', { overview: { ...overview, actions: [actions.failed] } }),
  'options-removed-late': options('accounts', { overview: { ...overview, actions: [actions.removed] } }),
  'options-not-revoked': options('accounts', { overview: { ...overview, actions: [actions.notRevoked] } }),
  'options-removed': options('accounts/a1', { press: ['More', 'Remove', 'Remove'] }),
  'options-ended': options('accounts/a1', { press: ['End access of photos.example to @alice'] }),
  'options-accounts-empty': options('accounts', { overview: empty }),
  'options-services': options('services/practice-photos', { overview: withCatalogue, fill: { [findService]: 'prac' } }),
  'options-service-redirects': options('services/practice-photos', { overview: { ...overview, loopbackUrl } }),
  'options-services-list': options('services', { overview: withCatalogue }),
  'options-services-none': options('services', { overview: withCatalogue, fill: { [findService]: 'library' } }),
  'options-services-unverified': options('services/practice-library', {
    overview: withCatalogue,
    press: ['Show unverified'],
    fill: { [findService]: 'libr' },
  }),
  'options-services-all': options('services', { overview: withCatalogue, press: ['Show unverified'] }),
  'options-services-yours': options('services?tab=yours', { overview: withCatalogue }),
  'options-services-yours-none': options('services?tab=yours', { overview: { ...withCatalogue, accounts: [], services: [] } }),
  'options-service-entry': options('services/example-store', { overview: withCatalogue, unfolded: true }),
  'options-service-entry-used': options('services/example-social', { overview: withCatalogue }),
  'options-service-entry-key': options('services/practice-notes', { overview: withCatalogue }),
  'options-service-entry-loopback': options('services/example-drive', { overview: withCatalogue }),
  'options-service-taken': options('services/example-social.garden-social-example?tab=yours', { overview: withCatalogue }),
  'options-service-pack': options('services/acme.calendar', { overview: withCatalogue }),
  'options-service-redirect': options('services/practice-photos', {
    overview: withCatalogue,
    unfolded: true,
    fill: { appRedirectUrl: 'http://example.org/cb' },
    press: ['Save'],
  }),
  'options-service-duplicate': options('services/new?from=example-store', { overview: withCatalogue, press: ['Save'] }),
  'options-backup': options('security', { overview: backedUp }),
  'options-backup-save': options('security', { overview: backedUp, open: ['Save'] }),
  'options-backup-save-chosen': options('security', {
    overview: backedUp,
    open: ['Save', 'Chosen accounts', 'Move instead of copying'],
  }),
  'options-backup-save-wrong': options('security', {
    overview: backedUp,
    open: ['Save', 'Chosen accounts'],
    fill: { next: 'quiet harbour', again: 'quiet harbor' },
    press: ['Save the file'],
  }),
  'options-backup-moving': options('security', { overview: moving }),
  'options-backup-moved': options('security', {
    overview: moving,
    press: ['The file is saved: forget them here'],
    shows: '.closable',
  }),
  'options-backup-restore': options('security', { overview: backedUp, open: ['Restore'] }),
  'options-backup-file': options('security', {
    overview: backedUp,
    open: ['Restore'],
    fill: { 'Choose a file': backupFile, backupPassphrase: '' },
    press: ['See what is in it'],
  }),
  'options-backup-foreign': options('security', {
    overview: backedUp,
    open: ['Restore'],
    fill: { 'Choose a file': '{"countersign":"services"}' },
    shows: '.note.bad',
  }),
  'options-backup-preview': options('security', {
    overview: backedUp,
    open: ['Restore'],
    fill: { 'Choose a file': backupFile, backupPassphrase: passphrase },
    press: ['See what is in it'],
    shows: '#backup-sites',
  }),
  'options-backup-restored': options('security', {
    overview: backedUp,
    open: ['Restore'],
    fill: { 'Choose a file': backupFile, backupPassphrase: passphrase },
    press: ['See what is in it', 'Restore 3 accounts'],
    shows: '.backup h3.state',
  }),
  'options-pack-import': options('services?pack=import', { overview: withCatalogue }),
  'options-pack-invalid': options('services?pack=import', {
    overview: withCatalogue,
    fill: { pack: '{"countersign":"services","version":1,"services":[{"tokenUrl":"http://login.acme.example/token"}]}' },
    press: ['See what is in it'],
  }),
  'options-pack-preview': options('services?pack=import', {
    overview: withCatalogue,
    fill: { pack: '{"countersign":"services"}' },
    press: ['See what is in it'],
  }),
  'options-pack-export': options('services/practice-photos?pack=export', { overview: withCatalogue }),
  'options-pack-export-wrong': options('services/practice-photos?pack=export', {
    overview: withCatalogue,
    fill: { packName: 'My services' },
    press: ['Save as a file'],
  }),
  'options-service-own': options('services/example-files'),
  'options-service-oauth1': options('services/practice-microblog'),
  'options-service-ways': options('services/practice-microblog', {
    overview: wayful,
    press: ['Ways in which it differs'],
  }),
  'options-service-rsa': options('services/practice-ledger', { overview: wayful }),
  'options-services-varied': options('services', { overview: varied }),
  'options-service-full': options(`services/${fullOAuth2.id}`, { overview: everyProtocol, unfolded: true }),
  'options-service-folded': options(`services/${fullOAuth2.id}`, {
    overview: everyProtocol,
    press: ['Use an app of your own instead'],
  }),
  'options-service-key': options(`services/${everyKey.id}`, { overview: everyProtocol, unfolded: true }),
  'options-service-key-wrong': options(`services/${everyKey.id}`, {
    overview: everyProtocol,
    fill: {
      'field-1-label': '',
      'field-2-name': 'key',
      'carry-0-name': 'Cookie',
      'carry-1-value': '{nothing}',
      hostTemplate: 'keys',
    },
    press: ['Save'],
  }),
  'options-service-basic': options(`services/${fullBasic.id}`, { overview: everyProtocol, unfolded: true }),
  'options-service-registered': options('services/example-registered', { overview: everyProtocol }),
  'options-service-objected': options('services/example-files', {
    fill: { apiHosts: 'refused.example' },
    press: ['Save'],
  }),
  'options-service-new': options('services/new', { press: ['Save'] }),
  'options-services-url': options('services', { fill: { [findService]: 'login.cloud.example' } }),
  'options-look-up-wrong': lookingUp('http://cloud.example'),
  'options-look-up-looking': lookingUp('slow.cloud.example'),
  'options-look-up-needs': lookingUp('https://new.cloud.example/v1'),
  'options-look-up-own': lookingUp('https://nas.local:8443'),
  'options-look-up-own-found': lookingUp('https://nas.local:8443', ['Use this address in my network']),
  'options-look-up-inside': lookingUp('inside.cloud.example'),
  'options-look-up-failed': lookingUp('nothing.example'),
  'options-look-up-found': lookingUp('login.cloud.example'),
  'options-look-up-known': lookingUp('known.cloud.example'),
  'options-sites': options('sites'),
  'options-sites-blocked': options('sites', {
    overview: { ...overview, sites: overview.sites.map((site, at) => (at === 0 ? { ...site, blocked: true } : site)) },
  }),
  'options-sites-rich': options('sites', { overview: richOverview }),
  'options-sites-everywhere': options('sites', { overview: everywhere }),
  'options-site': site('https://photos.example'),
  'options-site-hosts': site('https://photos.example', { overview: withHosts }),
  'options-site-ended': site('https://garden.example.org', {
    press: ['End access of garden.example.org to @alice'],
  }),
  'options-site-silenced': site('https://ads.example.net'),
  'options-site-off': site('https://shop.example', { overview: everywhere }),
  'options-site-framed': options(
    `sites/${encodeURIComponent(
      callerKey({
        kind: 'site',
        origin: 'https://maps.example',
        within: 'https://photos.example',
        container: 'firefox-container-2',
      }),
    )}`,
    { overview: richOverview },
  ),
  'options-site-manager': options('sites/extension%3Ajinjaccalgkegednnccohejagnlnfdag', { overview: richOverview }),
  'options-sites-empty': options('sites', { overview: empty }),
  'options-sites-ended': options('sites', { press: ['End all access of garden.example.org'] }),
  'options-activity': options('activity'),
  'options-activity-site': options('activity?caller=site%3Ahttps%3A%2F%2Fgarden.example.org&account=a1'),
  'options-activity-hours': options('activity', { press: ['24 hours'] }),
  'options-activity-nothing': options('activity?account=a3'),
  'options-activity-empty': options('activity', { overview: empty }),
  'options-activity-clear': options('activity', { press: ['Clear'] }),
  'options-health': options('health', { health: 'busy' }),
  'options-health-fine': options('health'),
  'options-health-failing': options('health', { health: 'failing' }),
  'options-health-locked': options('health', {
    overview: { ...overview, lock: { ...overview.lock, state: 'locked' } },
    health: 'locked',
  }),
  'options-health-none': options('health', { overview: empty, health: 'none' }),
  'options-health-stopped': options('health', { health: 'busy', press: ['Stop'] }),
  'options-lens': options('lens'),
  'options-lens-refused': options('lens/t2'),
  'options-lens-plaintext': options('lens/t3'),
  'options-lens-unknown-code': options('lens/t4'),
  'options-lens-same': options('lens/t1', {
    fill: { 'Paste the base string that the service says it made': explanationOf('rfc5849-3.4.1-base-string').baseString },
    press: ['Compare with the service’s base string'],
  }),
  'options-lens-typed': options('lens/typed'),
  'options-lens-typed-wrong': options('lens/typed', { press: ['Explain'] }),
  'options-lens-explained': options('lens/typed', {
    fill: {
      Method: 'POST',
      URL: 'https://photos.example.net/token',
      'Consumer key': 'dpf43f3p2l4k3l03',
      'Consumer secret': 'kd94hf93k423kf44',
      Token: 'hh5s93j4hdidpola',
      'Token secret': 'hdhd0244k9j7ao03',
    },
    press: ['Explain'],
  }),
  'options-lens-empty': options('lens', { overview: empty }),
  ...lockScreens,
  ...rareScreens,
} satisfies Record<string, Screen>;
