/** Permits and questions of every kind, for the gallery: by methods, with limits, in frames and containers, by extensions. */
import type { AccountView, AskView, Overview, PermitView } from '../../../src/messaging/views';
import { alice, ask, filesAccount, libraryAccount, overview, permit, present, site, writer } from './fixtures';

const minute = 60_000;

/** Another account at the same service, with every scope. */
export const workAccount: AccountView = {
  ...alice,
  id: 'a6',
  label: '@alice_work',
  scopes: ['photos.read', 'photos.write', 'shares.write', 'offline'],
};

/** A frame in another site, in a container, asks for methods by name. */
export const framedAsk: AskView = {
  ...ask,
  id: 'q4',
  caller: {
    kind: 'site',
    origin: 'https://photos.example',
    within: 'https://xn--bcher-kva.example',
    container: 'firefox-container-2',
  },
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'],
  paths: ['/v1/albums/*', '/v1/photos/7/*'],
};
/** A site that reads photos already asks to change them, and for albums. */
export const moreAsk: AskView = {
  ...ask,
  id: 'q5',
  caller: { kind: 'site', origin: 'https://garden.example.org' },
  paths: ['/v1/albums/*', '/v1/photos/*'],
};
export const moreMethodsAsk: AskView = { ...moreAsk, id: 'q6', methods: ['GET', 'POST', 'DELETE'] };
export const scopesAsk: AskView = { ...ask, id: 'q7', scopes: ['photos.read', 'shares.write'], paths: ['/v1/shares/*'] };
export const anotherAsk: AskView = { ...ask, id: 'q8', another: true };
export const extensionAsk: AskView = {
  ...ask,
  id: 'q9',
  caller: { kind: 'extension', id: 'album-sorter@example.org' },
  access: 'read',
  paths: ['/v1/albums/*'],
};
export const managerAsk: AskView = {
  ...ask,
  id: 'q10',
  caller: { kind: 'extension', id: 'dhdgffkkebhmkfjojejmpbldmpobfkfo' },
};

/** Permits of every kind: by methods, with a limit, for a part of an area, in a frame and a container, for a script manager. */
const richPermits: readonly PermitView[] = [
  ...overview.permits,
  permit('p7', 'https://photos.example', writer, {
    access: 'change',
    methods: ['GET', 'POST'],
    rate: 60,
    paths: [],
    tellsLabel: true,
    lasting: 'day',
    until: present + 40 * minute,
  }),
  permit('p8', 'https://photos.example', filesAccount, { paths: ['/2/files/shared/*'], calls: 0 }),
  permit('p9', 'https://photos.example', alice, {
    caller: { kind: 'site', origin: 'https://photos.example', within: 'https://blog.example' },
    paths: ['/v1/photos/7/*'],
    lasting: 'session',
    calls: 1,
  }),
  permit('p10', 'https://maps.example', alice, {
    caller: { kind: 'site', origin: 'https://maps.example', within: 'https://photos.example', container: 'firefox-container-2' },
    access: 'change',
    methods: ['GET', 'DELETE'],
    rate: 10,
    paths: ['/v1/*'],
  }),
  permit('p11', '', libraryAccount, { caller: { kind: 'extension', id: 'jinjaccalgkegednnccohejagnlnfdag' } }),
].map((each) => (each.id === 'p8' ? withoutUse(each) : each));

function withoutUse({ lastUsed: _, ...view }: PermitView): PermitView {
  return view;
}

export const richOverview: Overview = { ...overview, permits: richPermits };

export const everywhere: Overview = {
  ...richOverview,
  everywhere: true,
  sites: [...overview.sites, site('https://shop.example', { off: true })],
};

export const revoked: AccountView = { ...alice, state: 'revoked' };
