/** What this window was opened for is no longer there. Said only after a moment: it may just not have been told of yet. */
import { useEffect, useState } from 'preact/hooks';
import type { Overview } from '../../../src/messaging/views';
import { Rosette } from '../shared/engraving';
import { t } from '../shared/texts';
import { CloseButton, Frame } from './frame';

type What = 'request' | 'sign-in' | 'account' | 'service';

const texts = {
  request: ['gone_request', 'gone_request_text'],
  'sign-in': ['gone_sign_in', 'gone_sign_in_text'],
  account: ['gone_account', 'gone_account_text'],
  service: ['gone_service', 'gone_service_text'],
} as const;

export function Gone({ overview, what }: { overview: Overview; what: What }) {
  const [title, rest] = texts[what];
  const [sure, setSure] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSure(true), 700);
    return () => clearTimeout(timer);
  }, []);
  if (!sure) {
    return (
      <Frame overview={overview} foot={null}>
        <h1 class="sr">{t('name')}</h1>
      </Frame>
    );
  }
  return (
    <Frame
      overview={overview}
      centred
      foot={
        <div class="buttons">
          <span class="end" />
          <CloseButton label={t('close')} primary />
        </div>
      }
    >
      <div class="empty">
        <Rosette seed={4} look="ghost" />
        <h1>{t(title)}</h1>
        <p>{t(rest)}</p>
      </div>
    </Frame>
  );
}
