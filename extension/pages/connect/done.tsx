/** Signed in: as whom, what the service granted, and what it did not. */
import { useEffect } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import { closePage, openOptions } from '../../../src/platform/page';
import { askToPersist } from '../../../src/platform/persistence';
import type { Overview, SignInView } from '../../../src/messaging/views';
import { Rosette } from '../shared/engraving';
import { CallerShort } from '../shared/host';
import { accountOf, askOf, serviceOf } from '../shared/lookups';
import { Note } from '../shared/note';
import { hash } from '../shared/random';
import { rich, t } from '../shared/texts';
import { Tile } from '../shared/tile';
import { comeBack, placeAfter } from './come-back';
import { Granted, Kept, Lasts } from './done-facts';
import { Frame } from './frame';
import { go } from './route';

export function Done({ overview, signIn }: { overview: Overview; signIn: SignInView }) {
  const { id, accountId, serviceName } = signIn;
  // One that only asked for this sign-in is answered by it; then the next one's turn has come.
  const ask = askOf(overview, signIn.askId) ?? (signIn.askId === undefined ? undefined : overview.asks[0]);
  useEffect(() => {
    if (overview.accounts.length === 1) void askToPersist(); // the first account: from now on there is something to lose
  }, [overview.accounts.length]);
  useEffect(() => {
    const forget = (): void => void call('signIn.dismiss', { id }).catch(() => undefined);
    addEventListener('pagehide', forget);
    return () => {
      removeEventListener('pagehide', forget);
    };
  }, [id]);
  const leave = async (show: () => unknown): Promise<void> => {
    await call('signIn.dismiss', { id }).catch(() => undefined);
    show();
  };
  const seeAccount = async (): Promise<void> => {
    await openOptions(accountId ? `accounts/${accountId}` : 'accounts');
    closePage();
  };
  const before = placeAfter(signIn.serviceId);
  const waits = before && serviceOf(overview, accountOf(overview, before.account)?.serviceId ?? before.service ?? '');
  const goOn = (): unknown => {
    if (before && waits) return comeBack(before);
    return ask ? go({ ask: ask.id }) : closePage();
  };
  const foot = (
    <div class="buttons">
      <button class="button large" onClick={() => void leave(seeAccount)}>
        {t('see_account')}
      </button>
      <span class="end" />
      <button class="button large primary wrap" onClick={() => void leave(goOn)}>
        {waits ? (
          <span>{rich('done_come_back', { service: <bdi>{waits.service.name}</bdi> })}</span>
        ) : ask ? (
          <span>{rich('done_to_request', { site: <CallerShort caller={ask.caller} /> })}</span>
        ) : (
          t('close')
        )}
      </button>
    </div>
  );
  const label = signIn.label ?? accountOf(overview, accountId)?.label;
  return (
    <Frame overview={overview} foot={foot} centred>
      <div class="empty flat">
        <span class="stamp">
          <Rosette seed={hash(accountId ?? id)} look="large" />
          <Tile name={serviceName} hue={signIn.hue} size="large" />
        </span>
        <h1>{label ? rich('done_as', { account: <bdi>{label}</bdi> }) : t('done')}</h1>
        <Kept overview={overview} signIn={signIn} />
      </div>
      {signIn.otherPerson && label && (
        <Note look="wax">
          <p>{rich('done_other_person', { account: <bdi>{label}</bdi>, service: <bdi>{serviceName}</bdi> })}</p>
        </Note>
      )}
      <Lasts overview={overview} signIn={signIn} />
      <Granted overview={overview} signIn={signIn} />
    </Frame>
  );
}
