/** Shows one screen: sets the stage as it says, then loads the page's true entry. `?screen=NAME&language=de`; without a name, a list. */
import { markWords } from '../../../extension/pages/shared/mark';
import type { OwnInput } from '../../../src/messaging/own-calls';
import type { Overview } from '../../../src/messaging/views';
import { CodedError } from '../../../src/core/problem';
import { activityAnswer } from './activity';
import { backupAnswer } from './backups';
import { catalogue } from './catalogue-fixtures';
import { discoveryAnswer } from './discovery';
import { present } from './fixtures';
import { healthAnswer } from './health';
import { lensAnswer } from './lens';
import { lockAnswer } from './lock-fixtures';
import { packAnswer } from './packs';
import { stage, tell } from './browser-stub';
import { screens, type Screen } from './screens';
import { englishOf } from './texts';
import { publicKey } from './way-fixtures';

const started = performance.now();
Date.now = () => present + Math.round(performance.now() - started);

/** By the element that names it, by its label, or by what stands in it; in English, in which the screens are written. */
function nameOf(element: Element): string | undefined {
  const other = document.getElementById(element.getAttribute('aria-labelledby') ?? '');
  return englishOf(element.getAttribute('aria-label') ?? (other?.firstChild ?? element).textContent?.trim());
}

function press(name: string): boolean {
  const isNamed = (element: Element): boolean => nameOf(element) === name;
  const open = document.querySelector('dialog[open]') ?? document;
  const found = [
    ...open.querySelectorAll<HTMLElement>(
      'button, a.button, [role=menuitem], [role=switch], .segments label, .tickline, .switch-line, summary',
    ),
  ].find(isNamed);
  found?.click();
  return found !== undefined;
}

/** The field of this name, or with this label. */
function fieldOf(field: string): HTMLInputElement | HTMLTextAreaElement | undefined {
  const label = [...document.querySelectorAll('label')].find((each) => englishOf(each.textContent?.trim()) === field);
  const labelled = [...document.querySelectorAll('[aria-label]')];
  const found =
    document.querySelector(`[name=${CSS.escape(field)}]`) ??
    labelled.find((each) => englishOf(each.getAttribute('aria-label') ?? undefined) === field) ??
    (label && document.getElementById(label.htmlFor));
  return found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement ? found : undefined;
}

/** Types into a field as soon as it is there: the page may first have to read the catalogue. */
async function type(field: string, value: string): Promise<void> {
  for (let waited = 0; !fieldOf(field) && waited < 100; waited++) await settled();
  const found = fieldOf(field);
  if (found?.type === 'file') return drop(found as HTMLInputElement, value);
  if (!found) throw new Error(`No field is named ${field}`);
  found.value = value;
  found.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Chooses a file of this text. */
function drop(input: HTMLInputElement, text: string): void {
  const chosen = new DataTransfer();
  chosen.items.add(new File([text], 'countersign-backup-2026-11-14.json'));
  input.files = chosen.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

/** The entry is in use from now on, under an id of its own where it has variables. */
function addAnswer({ id, values = {} }: OwnInput<'services.add'>, overview: Overview): unknown {
  const template = catalogue.services.find((each) => each.id === id);
  const refused = template?.variables?.find(({ name }) => values[name]?.includes('refused'));
  if (!template || refused) return new CodedError({ code: 'invalid_input', message: '', about: refused?.label ?? 'id' });
  const { variables: _, unverified, ...entry } = template;
  const filled = JSON.parse(
    JSON.stringify(entry).replace(/\{(\w+)\}/gu, (whole, name: string) => values[name] ?? whole),
  ) as typeof entry;
  const service = template.variables
    ? { ...filled, id: `${id}.${Object.values(values).join('-').replaceAll('.', '-')}` }
    : filled;
  const source = { kind: 'catalogue' as const, id, values, ...(unverified && { unverified }) };
  tell({ ...overview, services: [...overview.services, { service, source, accounts: 0 }] });
  return service.id;
}

/** Presses these one after another, each as soon as it is there. */
async function pressAll(names: readonly string[]): Promise<void> {
  for (const name of names) {
    const until = performance.now() + 2000;
    while (!press(name)) {
      if (performance.now() > until) throw new Error(`Nothing is named ${name}`);
      await settled();
    }
    await settled();
  }
}

async function show({
  page,
  overview,
  hash = '',
  tab,
  hasHosts = false,
  passkeys = true,
  open: opens = [],
  press: presses = [],
  after = 60,
  fill = {},
  shows,
  unfolded,
  fails = [],
  health = 'fine',
}: Screen): Promise<void> {
  localStorage.clear();
  const packaged = URL.createObjectURL(new Blob([JSON.stringify(catalogue)]));
  stage.told.push(overview, catalogue, fill, tab, markWords(overview.mark));
  Object.assign(stage, { overview, hasHosts, passkeys, ...(tab ? { tabUrl: tab } : {}), files: { 'catalogue.json': packaged } });
  stage.answer = (name, input) => {
    if (fails.includes(name)) return new CodedError({ code: 'storage_full', message: '' });
    if (name === 'apps.makeKey') {
      const { serviceId } = input as { serviceId: string };
      const services = overview.services.map((view) => (view.service.id === serviceId ? { ...view, madeKey: publicKey } : view));
      tell({ ...overview, services });
      return publicKey;
    }
    if (name.startsWith('lock.') || name === 'mark.draw') return lockAnswer(name, stage.overview ?? overview, tell);
    if (name === 'signIn.start') return 's1';
    if (name === 'signIn.page') return 'https://api.microblog.test/oauth/authorize?oauth_token=t1';
    if (name === 'services.add') return addAnswer(input as OwnInput<'services.add'>, overview);
    if (name.startsWith('activity.')) return activityAnswer(name, input, overview.accounts.length === 0);
    if (name === 'services.save' && JSON.stringify(input).includes('refused.example'))
      return new CodedError({ code: 'invalid_input', message: '', about: 'scopes.0.name: Invalid length' });
    if (name === 'services.discover') return discoveryAnswer(input);
    if (name.startsWith('packs.')) return packAnswer(name, input);
    if (name.startsWith('health.')) return healthAnswer(name, input, health);
    if (name.startsWith('backup.') || name === 'settings.export') return backupAnswer(name);
    if (name.startsWith('lens.')) return lensAnswer(name, overview.accounts.length === 0);
    if (name === 'accounts.remove')
      return {
        revoked: 'failed',
        problem: { code: 'service_error', message: '' },
        keysPage: 'https://photos.test/settings/apps',
      };
    if (name === 'permits.end')
      tell({
        ...(stage.overview ?? overview),
        permits: (stage.overview ?? overview).permits.filter(({ id }) => !(input as { ids: string[] }).ids.includes(id)),
      });
    if (name === 'accounts.revoke') {
      const { id } = input as { id: string };
      tell({ ...overview, accounts: overview.accounts.map((each) => (each.id === id ? { ...each, state: 'revoked' } : each)) });
      return 'revoked';
    }
    return undefined;
  };
  Object.assign(globalThis, { stage, tell });
  history.replaceState(null, '', `#${hash}`);
  if (page === 'popup') await import('../../../extension/pages/popup/popup');
  if (page === 'connect') await import('../../../extension/pages/connect/connect');
  if (page === 'options') await import('../../../extension/pages/options/options');
  if (page === 'unlock') await import('../../../extension/pages/unlock/unlock');
  await settled(after);
  if (unfolded) await unfold();
  await pressAll(opens);
  for (const [field, value] of Object.entries(fill)) {
    await type(field, value);
    await settled();
  }
  await pressAll(presses);
  while (shows && !document.querySelector(shows)) await settled();
  await settled();
  document.documentElement.dataset['ready'] = '';
}

/** Opens everything that is folded, once something is there. */
async function unfold(): Promise<void> {
  while (!document.querySelector('.panel')) await settled();
  for (const fold of document.querySelectorAll('details')) fold.open = true;
}

const settled = (after = 60): Promise<void> => new Promise((done) => setTimeout(done, after));

const { screen: name, language } = Object.fromEntries(new URLSearchParams(location.search));
if (language) stage.language = language;
const screen = Object.entries(screens).find(([key]) => key === name)?.[1];
if (screen) await show(screen);
else {
  const links = Object.keys(screens).map((key) => {
    const link = document.createElement('a');
    link.href = `?screen=${key}`;
    link.className = 'row';
    link.textContent = key;
    return link;
  });
  document.getElementById('root')?.append(...links);
}
