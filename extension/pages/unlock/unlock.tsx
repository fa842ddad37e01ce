/** The entry of the page on which a passkey unlocks: full, since a popup closes when the authenticator's window takes the focus. */
import { render } from 'preact';
import { watch } from '../../../src/admin/calls';
import { startPage } from '../shared/start';
import { t } from '../shared/texts';
import { App } from './app';

const root = startPage(t('page_title', { name: t('name'), page: t('unlock') }));
watch((overview) => render(<App overview={overview} />, root));
