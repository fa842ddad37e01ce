/** Permits in words: methods, parts of areas, limits and callers; and what is new in a question. */
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { missingScopes } from '../../extension/pages/connect/account-choice';
import { earlierPermits, isNewMethod, noveltyOf, usedAccounts } from '../../extension/pages/connect/difference';
import { doesText, offeredParts } from '../../extension/pages/connect/scope-choice';
import { callerRows, findCaller, relatedCallers } from '../../extension/pages/options/matrix-rows';
import { callerText } from '../../extension/pages/shared/host';
import { coversDoing, doingText, methodParts, methodText, verbsText } from '../../extension/pages/shared/methods';
import { coveredText, coversText, permitText } from '../../extension/pages/shared/permit-words';
import { callerKey } from '../../src/core/caller';
import type { PermitView } from '../../src/messaging/views';
import { stage } from './gallery/browser-stub';
import { alice, ask, overview, photos, present } from './gallery/fixtures';
import { framedAsk, moreAsk, richOverview, scopesAsk, workAccount } from './gallery/permit-fixtures';

vi.mock('webextension-polyfill', () => import('./gallery/browser-stub'));

beforeAll(() => {
  stage.language = 'en-GB';
});

const [first] = overview.permits;
const permit = (more: Partial<PermitView>): PermitView => ({ ...(first as PermitView), ...more });

describe('methods', () => {
  test('stand in groups that people know, reading first, unknown ones by their names', () => {
    const parts = methodParts(['PROPFIND', 'DELETE', 'GET', 'PATCH', 'HEAD', 'PUT', 'POST', 'GET']);
    expect(parts.map(methodText)).toEqual(['Read', 'Add (POST)', 'Change (PATCH, PUT)', 'Delete (DELETE)', 'PROPFIND']);
    expect(verbsText(['DELETE', 'GET'])).toBe('read and delete');
  });

  test.each([
    [{ access: 'read' }, 'Read'],
    [{ access: 'change' }, 'Read, add, change and delete'],
    [{ access: 'change', methods: ['GET', 'POST'] }, 'Read and add'],
  ] as const)('%o is %s', (doing, words) => expect(doingText(doing)).toBe(words));

  test.each([
    [{ access: 'read' }, { access: 'read' }, true],
    [{ access: 'read' }, { access: 'change' }, false],
    [{ access: 'change' }, { access: 'change', methods: ['POST'] }, true],
    [{ access: 'change', methods: ['GET', 'POST'] }, { access: 'change' }, false],
    [{ access: 'change', methods: ['GET', 'POST'] }, { access: 'read' }, false],
    [{ access: 'read', methods: ['GET'] }, { access: 'read', methods: ['GET'] }, true],
    [{ access: 'read', methods: ['POST'] }, { access: 'change', methods: ['POST'] }, false],
  ] as const)('%o covers %o: %s', (has, wanted, is) => expect(coversDoing(has, wanted)).toBe(is));
});

describe('what a permit covers', () => {
  test.each([
    [[], 'everything in its API'],
    [['/v1/albums/*', '/v1/photos/*'], 'albums and photos'],
    [['/v1/albums/*', '/v1/photos/7/*'], 'albums and part of Photos'],
    [['/v1/*'], 'albums, photos, sharing and the rest of /v1/*'],
    [['/v2/x'], '/v2/x'],
  ])('%o is %s', (paths, words) => expect(coveredText(paths, photos)).toBe(words));

  test('is one sentence with its methods, its end and its limit', () => {
    const limited = permit({ methods: ['GET', 'POST'], rate: 60, paths: [], lasting: 'session' });
    expect(permitText(limited, photos, present)).toBe(
      'May read and add in its whole API, this session, at most 60 calls a minute',
    );
    expect(coversText(limited, photos, present)).toBe('Read and add in its whole API, this session, at most 60 calls a minute.');
    expect(permitText(permit({ rate: 1 }), photos, present)).toMatch(
      /^Reads and changes albums and photos, .*, at most 1 call a minute$/u,
    );
    expect(permitText(permit({ access: 'read', methods: ['GET'] }), photos, present)).toMatch(/^Reads albums and photos, /u);
  });

  test('with Read only or with methods, no area speaks of changing', () => {
    const [albums] = offeredParts(ask, photos);
    if (!albums) throw new Error('Nothing is offered');
    expect(doesText(albums, { access: 'change' })).toBe('See, create and rename them');
    expect(doesText(albums, { access: 'read' })).toBe('See what is there');
    expect(doesText(albums, { access: 'change', methods: ['POST'] })).toBe('As ticked above');
  });
});

describe('what is new', () => {
  const earlier = earlierPermits(overview, moreAsk, alice.id);

  test('is told from the permits of this caller for this account', () => {
    expect(earlier.map(({ id }) => id)).toEqual(['p3']);
    expect(earlierPermits(overview, moreAsk, workAccount.id)).toEqual([]);
    expect(earlierPermits(richOverview, framedAsk, alice.id)).toEqual([]);
    const once = { ...overview, permits: overview.permits.map((each) => ({ ...each, lasting: 'once' as const })) };
    expect(earlierPermits(once, moreAsk, alice.id)).toEqual([]);
    expect([...usedAccounts(overview, ask)]).toEqual(['a1', 'a4']);
  });

  test.each([
    [['/v1/photos/*'], 'read', 'known'],
    [['/v1/photos/7/*'], 'read', 'known'],
    [['/v1/photos/*'], 'change', 'change'],
    [['/v1/albums/*'], 'read', 'new'],
    [['/v1/photos/*', '/v1/albums/*'], 'change', 'new'],
  ] as const)('%o to %s: %s', (paths, access, novelty) => expect(noveltyOf(paths, { access }, earlier)).toBe(novelty));

  test('of methods: what could be called nowhere', () => {
    expect(isNewMethod(['GET', 'HEAD'], earlier)).toBe(false);
    expect(isNewMethod(['POST'], earlier)).toBe(true);
  });

  test('scopes that an account lacks; one whose service names none is taken at its word', () => {
    expect(missingScopes(alice, scopesAsk)).toEqual(['shares.write']);
    expect(missingScopes(workAccount, scopesAsk)).toEqual([]);
    const { scopes: _, ...untold } = alice;
    expect(missingScopes(untold, scopesAsk)).toEqual([]);
  });
});

describe('callers', () => {
  test.each([
    [framedAsk.caller, 'photos.example, embedded in xn--bcher-kva.example (Container 2)'],
    [{ kind: 'site', origin: 'https://photos.example', container: 'work' }, 'photos.example (Container work)'],
    [{ kind: 'extension', id: 'firefox@tampermonkey.net' }, 'Tampermonkey'],
    [{ kind: 'extension', id: 'album-sorter@example.org' }, 'album-sorter@example.org'],
  ] as const)('%o is %s', (caller, words) => expect(callerText(caller)).toBe(words));

  test('an embedded one has its own row, and is found by its key', () => {
    const framed = callerRows(richOverview.permits).find(
      ({ caller }) => caller.kind === 'site' && caller.within === 'https://blog.example',
    );
    expect(framed?.permits.map(({ id }) => id)).toEqual(['p9']);
    expect(findCaller(richOverview, callerKey(framed?.caller ?? { kind: 'own' }))).toEqual(framed?.caller);
    expect(findCaller(richOverview, 'site:https://ads.example.net')).toEqual({ kind: 'site', origin: 'https://ads.example.net' });
    expect(findCaller(richOverview, 'site:https://nobody.example')).toBeUndefined();
  });

  test('a site leads to its frames elsewhere and to the frames in it', () => {
    const related = relatedCallers(richOverview, { kind: 'site', origin: 'https://photos.example' });
    expect(related.map(callerText)).toEqual([
      'photos.example, embedded in blog.example',
      'maps.example, embedded in photos.example (Container 2)',
    ]);
  });
});
