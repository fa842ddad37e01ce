/** What is under way or has ended beside this page: everything that is forgotten, and what was interrupted. Stays until it is dismissed. */
import { Fragment } from 'preact';
import { useEffect } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { ActionView, Ended } from '../../../src/core/action';
import type { Overview } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { Icon } from '../shared/icons';
import { Note } from '../shared/note';
import { number, plural, problemTexts, rich, t } from '../shared/texts';
import { OutLink } from './out-link';
import { RemovalRest, removalText } from './removal';

export function ActionsNotice({ overview }: { readonly overview: Overview }) {
  const shown = overview.actions.filter(isShown);
  const forgets = shown.some(({ kind }) => kind === 'forget');
  useEffect(() => {
    if (forgets) localStorage.clear(); // what the popup painted last names the accounts
  }, [forgets]);
  return (
    <div class="live stack" role="status" aria-atomic="false">
      {shown.map((action) => (
        <ActionNotice key={action.id} action={action} />
      ))}
    </div>
  );
}

/** What its own page tells at once needs no notice, unless it was cut. */
function isShown({ kind, state, interrupted }: ActionView): boolean {
  if (kind === 'forget' || state === 'failed') return true;
  return interrupted && (kind === 'remove' || kind === 'revoke');
}

function ActionNotice({ action }: { action: ActionView }) {
  const { run } = useAction();
  const { id, state } = action;
  if (state === 'running') return <Running action={action} />;
  return (
    <div class="closable">
      <Note {...lookOf(action)}>
        <Told action={action} />
      </Note>
      <button
        type="button"
        class="button plain only small"
        aria-label={t('hide_note')}
        title={t('hide_note')}
        onClick={() => run(() => call('actions.dismiss', { id }))}
      >
        <Icon name="x" />
      </button>
    </div>
  );
}

function Running({ action: { kind, interrupted, done, total } }: { action: ActionView }) {
  const title = kind === 'forget' ? t('forgetting') : kind === 'remove' ? t('removing_on') : t('revoking_on');
  return (
    <div>
      <Note>
        <p>
          <b>{title}</b> {interrupted && t('action_goes_on')}
        </p>
        {kind === 'forget' && (
          <>
            <p>{done < total ? t('forgetting_done', { done: number(done), total: number(total) }) : t('forgetting_rest')}</p>
            <progress max={total || 1} value={total ? done : 1} aria-label={t('forgetting')} />
          </>
        )}
      </Note>
    </div>
  );
}

const isLeft = ({ revoked }: Ended): boolean => revoked === 'failed' || revoked === 'unsupported';

function lookOf({ state, ended = [] }: ActionView): { look?: 'wax' | 'bad' } {
  if (state === 'failed') return { look: 'bad' };
  return ended.some(isLeft) ? { look: 'wax' } : {};
}

const failures = {
  forget: 'forget_failed',
  remove: 'remove_failed',
  revoke: 'revoke_failed',
  reseal: 'reseal_failed',
  move: 'move_failed',
} as const;

function Told({ action }: { action: ActionView }) {
  const { kind, state, problem, ended = [] } = action;
  if (state === 'failed')
    return (
      <>
        <p>
          <b>{t(failures[kind])}</b> {problem && t('sentence', { text: problemTexts(problem).title })}
        </p>
        <EndedList ended={ended} />
        {problem && <p>{problemTexts(problem).todo}</p>}
      </>
    );
  if (kind === 'forget') return <Forgotten ended={ended} />;
  return (
    <>
      {ended.map((one, at) => (
        <Fragment key={at}>
          <p>{kind === 'remove' ? removalText(one) : revokedText(one)}</p>
          <RemovalRest {...one} />
        </Fragment>
      ))}
      <p>{t('action_went_on')}</p>
    </>
  );
}

function Forgotten({ ended }: { ended: readonly Ended[] }) {
  const left = ended.filter(isLeft);
  return (
    <>
      <p>
        <b>{t('forgotten')}</b> {left.length > 0 ? plural('forgotten_left', left.length) : t('forgotten_revoked')}
      </p>
      <EndedList ended={left} />
    </>
  );
}

const revokedText = ({ label, serviceName }: Ended) =>
  rich('revoked_late', { account: <bdi>{label}</bdi>, service: <bdi>{serviceName}</bdi> });

/** Each with why it was not ended, and where it can be. */
function EndedList({ ended }: { ended: readonly Ended[] }) {
  if (ended.length === 0) return null;
  return (
    <ul class="ended">
      {ended.map(({ label, serviceName, problem, keysPage, wiped, revoked }, at) => (
        <li key={at}>
          <b>{rich('ended_account', { account: <bdi>{label}</bdi>, service: <bdi>{serviceName}</bdi> })}</b>{' '}
          {problem
            ? t('sentence', { text: problemTexts(problem, serviceName).title })
            : revoked === 'unsupported' && t('ended_unsupported')}{' '}
          {!wiped && t('ended_still_here')} {keysPage && <OutLink url={keysPage} />}
        </li>
      ))}
    </ul>
  );
}
