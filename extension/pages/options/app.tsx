/** The options page: the navigation and one of its pages. */
import { useEffect, useRef } from 'preact/hooks';
import type { Overview } from '../../../src/messaging/views';
import { MarkFoot } from '../shared/engraving';
import { Icon, Logo, type IconName } from '../shared/icons';
import { number, plural, t } from '../shared/texts';
import { VaultNotes } from '../shared/vault-notes';
import { AccountsPage } from './accounts-page';
import { ActionsNotice } from './actions-notice';
import { ActivityPage } from './activity-page';
import { useNeeds } from './health-last';
import { HealthPage } from './health-page';
import { LensPage } from './lens-page';
import { LockedPage } from './locked-page';
import { SecurityPage } from './security-page';
import { ServicesPage } from './services-page';
import { SitesPage } from './sites-page';
import { writeView, type PageName, type View } from './view';

interface AppProps {
  readonly overview: Overview;
  readonly view: View;
}

const entries: readonly (readonly [PageName, IconName, PageName])[] = [
  ['accounts', 'user', 'accounts'],
  ['services', 'services', 'services'],
  ['sites', 'globe', 'sites'],
  ['activity', 'activity', 'activity'],
  ['security', 'shield', 'security'],
  ['health', 'pulse', 'health'],
  ['lens', 'lens', 'lens'],
];

/** @param view the one that the hash names; `forgotten`: while locked, what can be done without the passphrase stands open */
export function App({ overview, view, forgotten }: AppProps & { readonly forgotten: boolean }) {
  return overview.lock.state === 'locked' ? (
    <LockedPage overview={overview} forgotten={forgotten} />
  ) : (
    <Open overview={overview} view={view} />
  );
}

function Open({ overview, view }: AppProps) {
  const title = t(view.page);
  useEffect(() => {
    document.title = t('page_title', { name: t('name'), page: title });
  }, [title]);
  return (
    <div class="shell">
      <Navigation overview={overview} current={view.page} />
      <main class="page">
        <ActionsNotice overview={overview} />
        <VaultNotes overview={overview} />
        {view.page === 'accounts' && <AccountsPage overview={overview} open={view.id} />}
        {view.page === 'services' && <ServicesPage overview={overview} view={view} />}
        {view.page === 'sites' && <SitesPage overview={overview} open={view.id} />}
        {view.page === 'activity' && <ActivityPage overview={overview} view={view} />}
        {view.page === 'security' && <SecurityPage overview={overview} />}
        {view.page === 'health' && <HealthPage overview={overview} />}
        {view.page === 'lens' && <LensPage overview={overview} open={view.id} />}
      </main>
    </div>
  );
}

function Navigation({ overview, current }: { overview: Overview; current: PageName }) {
  const strip = useRef<HTMLElement>(null);
  const needs = useNeeds();
  useEffect(() => {
    const nav = strip.current;
    if (!nav) return undefined;
    const observer = new ResizeObserver(() => showCurrent(nav));
    observer.observe(nav);
    return () => observer.disconnect();
  }, [current]);
  return (
    <nav class="nav" aria-label={t('pages')} ref={strip}>
      <div class="brand">
        <Logo />
        <span>{t('name')}</span>
      </div>
      {entries.map(([page, icon, label]) => (
        <a key={page} href={writeView({ page })} aria-current={page === current ? 'page' : undefined}>
          <Icon name={icon} />
          {t(label)}
          {page === 'health' && needs > 0 && <NeedsCount count={needs} />}
        </a>
      ))}
      <MarkFoot seed={overview.mark} />
    </nav>
  );
}

/** In a narrow window the pages stand in a strip that may be wider than the window, also after it was made narrower. */
function showCurrent(nav: HTMLElement): void {
  nav.querySelector('[aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
}

function NeedsCount({ count }: { count: number }) {
  return (
    <>
      <span class="count" aria-hidden="true">
        {number(count)}
      </span>
      <span class="sr">{plural('health_needs', count)}</span>
    </>
  );
}
