/** The connect window's entry: renders the view that its hash names, anew with each overview. */
import { render } from 'preact';
import { watch } from '../../../src/admin/calls';
import type { Overview } from '../../../src/messaging/views';
import { startPage } from '../shared/start';
import { t } from '../shared/texts';
import { App } from './app';
import { keepBeside } from './beside';
import { readRoute } from './route';
import { runSignIn } from './run-sign-in';
import { SaidView } from './said-view';

const root = startPage(t('name'));
let overview: Overview | undefined;

function paint(): void {
  if (!overview) return;
  const route = readRoute(location.hash);
  render(
    <>
      <App overview={overview} route={route} />
      <SaidView />
    </>,
    root,
  );
  const signIn = overview.signIns.find(({ id }) => id === route.signIn);
  if (!signIn) return;
  void runSignIn(signIn);
  void keepBeside(signIn).catch(() => undefined); // the page has a button that shows it, and says why when it can't
}

addEventListener('hashchange', paint);
watch((live) => {
  overview = live;
  paint();
});
