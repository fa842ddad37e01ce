/** The question before everything is forgotten: counted, with what will not end by it, and a word to be typed. */
import { useState } from 'preact/hooks';
import { endingPageOf, keyPageOf } from '../../../src/core/keys-page';
import { language } from '../../../src/platform/language';
import { openTab } from '../../../src/platform/page';
import type { AccountView, Overview } from '../../../src/messaging/views';
import { Dialog } from '../shared/dialog';
import { serviceOf } from '../shared/lookups';
import { Note } from '../shared/note';
import { names, plural, rich, t } from '../shared/texts';

/** So many services are named; the dialog must fit into the window. */
const mostNamed = 3;

interface ForgetProps {
  readonly overview: Overview;
  readonly busy: boolean;
  readonly onKeep: () => void;
  readonly onForget: () => void;
}

export function ForgetDialog({ overview, busy, onKeep, onForget }: ForgetProps) {
  const [typed, setTyped] = useState('');
  const word = t('forget_word');
  const ready = typed.trim().toLocaleLowerCase(language()) === word.toLocaleLowerCase(language());
  const kept = unrevocable(overview);
  const named = kept.slice(0, mostNamed);
  return (
    <Dialog
      title={t('forget_title')}
      keep={t('keep_everything')}
      destroy={t('forget_everything')}
      busy={busy}
      ready={ready}
      onKeep={onKeep}
      onDestroy={onForget}
    >
      <div class="stack loose">
        <p class="soft">{counted(overview, kept.length > 0)}</p>
        {kept.length > 0 && (
          <Note look="wax">
            {named.map((accounts) => (
              <Unrevocable key={accounts[0].serviceId} overview={overview} accounts={accounts} />
            ))}
            {kept.length > mostNamed && <p>{plural('forget_unsupported_more', kept.length - mostNamed)}</p>}
          </Note>
        )}
        <form
          class="field"
          onSubmit={(event) => {
            event.preventDefault();
            if (ready && !busy) onForget();
          }}
        >
          <label for="forget-word">{rich('forget_type', { word: <b>{word}</b> })}</label>
          <input
            class="input"
            id="forget-word"
            type="text"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            value={typed}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
          />
        </form>
      </div>
    </Dialog>
  );
}

function counted({ accounts, permits }: Overview, some: boolean): string {
  if (accounts.length === 0) return t('forget_none');
  const values = {
    accounts: plural('forget_accounts', accounts.length),
    services: plural('forget_services', new Set(accounts.map(({ serviceId }) => serviceId)).size),
    permits: plural('forget_permits', permits.length),
  };
  return some ? t('forget_some', values) : t('forget_all', values);
}

type Some = readonly [AccountView, ...AccountView[]];

/** The accounts that no service ends for us, by their service. A connector has no secret here: it ends with the account behind it. */
function unrevocable({ accounts }: Overview): Some[] {
  const found = new Map<string, Some>();
  for (const account of accounts) {
    if (account.revocable || account.state === 'revoked' || account.protocol === 'brokered') continue;
    found.set(account.serviceId, [...(found.get(account.serviceId) ?? []), account] as unknown as Some);
  }
  return [...found.values()];
}

function Unrevocable({ overview, accounts }: { overview: Overview; accounts: Some }) {
  const [{ serviceId, serviceName }] = accounts;
  const service = serviceOf(overview, serviceId)?.service;
  const page = service && endingPageOf(service);
  return (
    <p>
      {rich('forget_unsupported', {
        accounts: <b>{names(accounts.map(({ label }) => label))}</b>,
        service: <bdi>{serviceName}</bdi>,
      })}{' '}
      {page && (
        <button type="button" class="link" onClick={() => void openTab(page)}>
          {service && keyPageOf(service) ? t('open_keys_page') : t('documentation')}
        </button>
      )}
    </p>
  );
}
