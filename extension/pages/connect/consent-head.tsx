/** Who asks, for which service and how far that is known, and why, in the caller's own words within a quotation. */
import type { AskView, ServiceView } from '../../../src/messaging/views';
import { Band } from '../shared/engraving';
import { CallerShort, ContainerBadge, Host } from '../shared/host';
import { managerName } from '../shared/managers';
import { Note } from '../shared/note';
import { rich, t } from '../shared/texts';
import { CallerTile, Tile } from '../shared/tile';
import { ServiceFacts } from './frame';

export function ConsentHead({ ask, view }: { ask: AskView; view: ServiceView }) {
  const { service, source } = view;
  const { caller, reason } = ask;
  const values = { service: <bdi>{service.name}</bdi>, site: <CallerShort caller={caller} /> };
  const quoted = reason && (
    <q>
      <bdi>{limited(reason)}</bdi>
    </q>
  );
  return (
    <div class="stack roomy">
      <div class="parties">
        <CallerTile caller={caller} size="large" />
        <Band width={160} kind="line" />
        <Tile name={service.name} hue={service.hue} size="large" />
      </div>
      <h1>
        {caller.kind === 'site' && caller.within !== undefined
          ? rich('consent_title_within', { ...values, outer: <Host origin={caller.within} /> })
          : rich('consent_title', values)}
        <ContainerBadge caller={caller} />
      </h1>
      {source && <ServiceFacts view={view} />}
      {quoted && (
        <p class="lede">
          {caller.kind === 'site'
            ? rich('consent_reason', { reason: quoted })
            : rich('consent_reason_extension', { reason: quoted })}
        </p>
      )}
      {caller.kind === 'extension' && <Everywhere id={caller.id} />}
    </div>
  );
}

/** An extension is one caller with all its pages; a userscript manager with all its scripts. */
function Everywhere({ id }: { id: string }) {
  const manager = managerName(id);
  if (!manager) return <p class="small soft">{t('consent_extension')}</p>;
  return (
    <Note look="wax">
      <p>{t('consent_manager', { manager })}</p>
      <p>
        <code>{id}</code>
      </p>
    </Note>
  );
}

/** The caller's words: one line, limited in length, without signs that steer the text's direction. */
function limited(reason: string): string {
  const clean = reason.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const head = /^.{200}(?=.)/su.exec(clean)?.[0];
  return head === undefined ? clean : `${head}…`;
}
