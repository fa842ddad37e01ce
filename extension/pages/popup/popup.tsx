/** The popup's entry: paints what it last knew in its first frame, then what the worker says. */
import { render } from 'preact';
import { watch } from '../../../src/admin/calls';
import { currentSite } from '../../../src/platform/page';
import type { Overview } from '../../../src/messaging/views';
import { startPage } from '../shared/start';
import { t } from '../shared/texts';
import { App } from './app';
import { lastOverview, rememberOverview } from './last-overview';
import type { Place } from './place';

const root = startPage(t('name'));
const opened = Date.now();
let overview: Overview | undefined = lastOverview();
let place: Place = 'unknown';
let settled = false;

/** Accounts may change their order only at once after opening, before anyone can aim at one. */
const aimedAfter = 400;

function paint(): void {
  if (overview) render(<App overview={overview} place={place} settled={settled} />, root);
}

paint();
void currentSite().then((site) => {
  place = site ?? 'none';
  paint();
});
watch((live) => {
  overview = live;
  rememberOverview(live);
  paint();
  settled = true;
});
setTimeout(() => (settled = true), Math.max(0, opened + aimedAfter - Date.now()));
