/** The popup: locked, or a waiting request, this site, the accounts, and one way to connect a service. */
import { useState } from 'preact/hooks';
import { openConnect, openOptions } from '../../../src/platform/page';
import type { Overview } from '../../../src/messaging/views';
import { Icon, Logo } from '../shared/icons';
import { t } from '../shared/texts';
import { VaultNotes } from '../shared/vault-notes';
import { Accounts } from './accounts';
import { FirstRun } from './first-run';
import { Forgot, Locked } from './locked';
import type { Place } from './place';
import { Request } from './request';
import { ThisSite } from './this-site';
import { leaveTo } from './leave';

export interface AppProps {
  readonly overview: Overview;
  readonly place: Place;
  /** From now on the order of the accounts stays. */
  readonly settled: boolean;
}

export function App(props: AppProps) {
  const [forgot, setForgot] = useState(false);
  const { overview } = props;
  if (overview.lock.state !== 'locked') return <Open {...props} />;
  return (
    <div class="popup">
      <Head />
      {forgot ? (
        <Forgot overview={overview} onBack={() => setForgot(false)} />
      ) : (
        <Locked overview={overview} onForgot={() => setForgot(true)} />
      )}
    </div>
  );
}

function Open({ overview, place, settled }: AppProps) {
  const first = overview.accounts.length === 0;
  const asking = overview.asks.length > 0;
  return (
    <div class="popup">
      <Head />
      <main class="body">
        <VaultNotes overview={overview} />
        {asking && <Request overview={overview} />}
        {(place !== 'none' || !first) && <ThisSite key={placeKey(place)} overview={overview} place={place} headed={asking} />}
        {first ? <FirstRun overview={overview} /> : <Accounts overview={overview} settled={settled} />}
      </main>
      <footer>
        <button class={`button large wide ${asking ? '' : 'primary'}`} onClick={() => leaveTo(openConnect({}))}>
          <Icon name="plus" />
          {t('connect_service')}
        </button>
      </footer>
    </div>
  );
}

function Head() {
  return (
    <header>
      <Logo />
      <h1 class="name">{t('name')}</h1>
      <button
        class="button plain only"
        aria-label={t('settings')}
        title={t('settings')}
        onClick={() => leaveTo(openOptions('accounts'))}
      >
        <Icon name="settings" />
      </button>
    </header>
  );
}

function placeKey(place: Place): string {
  return typeof place === 'object' ? place.origin : place;
}
