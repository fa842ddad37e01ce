/** The options page's entry: renders the view that its hash names, anew with each overview. */
import { render } from 'preact';
import { watch } from '../../../src/admin/calls';
import type { Overview } from '../../../src/messaging/views';
import { startPage } from '../shared/start';
import { t } from '../shared/texts';
import { App } from './app';
import { readView } from './view';

const root = startPage(t('name'));
let overview: Overview | undefined;

function paint(): void {
  if (overview) render(<App overview={overview} view={readView(location.hash)} forgotten={location.hash === '#forgot'} />, root);
}

addEventListener('hashchange', paint);
watch((live) => {
  overview = live;
  if (live.lock.state !== 'none') localStorage.clear(); // what the popup painted last names the accounts; a locked one must not show it
  paint();
});
