/** A pack before anything of it is taken: every service, every host that would receive a secret, and what is odd about it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { Pack, PackService } from '../../../src/core/pack';
import { useAction } from '../shared/action';
import { HostNames } from '../shared/host';
import { Icon } from '../shared/icons';
import { ProblemNote } from '../shared/note';
import { protocolText } from '../shared/service-badges';
import { plural, rich, t } from '../shared/texts';
import { Tile } from '../shared/tile';
import { isOffered, tickedAtFirst } from './pack-words';
import { BackToServices } from './service-head';
import { writeView } from './view';

interface PreviewProps {
  readonly text: string;
  readonly pack: Pack;
  readonly onCancel: () => void;
}

export function PackPreview({ text, pack, onCancel }: PreviewProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => tickedAtFirst(pack));
  const [tried, setTried] = useState(false);
  const { busy, problem, run } = useAction();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const toggle = (id: string, on: boolean): void =>
    setChosen(new Set(on ? [...chosen, id] : [...chosen].filter((each) => each !== id)));
  const submit = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    // In the pack's own order, whatever the order of the ticks.
    const take = pack.services.map(({ service }) => service.id).filter((id) => chosen.has(id));
    const [first] = take;
    if (first === undefined) return;
    run(async () => {
      await call('packs.add', { text, take });
      location.hash = writeView({ page: 'services', id: first, tab: 'yours' });
    });
  };
  return (
    <form class="card panel" noValidate onSubmit={submit} aria-label={t('pack_title', { name: pack.name })}>
      <section class="stack">
        <BackToServices />
        <h2 tabIndex={-1} ref={heading}>
          {rich('pack_title', { name: <bdi>{pack.name}</bdi> })}
        </h2>
        <p class="soft">{t('pack_text')}</p>
      </section>
      <ul class="pack">
        {pack.services.map((each) => (
          <li key={each.service.id}>
            <PackRow {...each} chosen={chosen.has(each.service.id)} onChange={(on) => toggle(each.service.id, on)} />
          </li>
        ))}
      </ul>
      {problem && (
        <section>
          <ProblemNote problem={problem} name={t('import_the_pack')} />
        </section>
      )}
      <section class="buttons">
        <button type="button" class="button plain" onClick={onCancel}>
          {t('cancel')}
        </button>
        <span class="end" />
        {tried && chosen.size === 0 && (
          <span class="error" role="alert">
            <Icon name="alert" />
            <span>{t('pack_none_chosen')}</span>
          </span>
        )}
        <button class="button primary" aria-disabled={busy}>
          {chosen.size === 0 ? t('pack_take_none') : plural('pack_take', chosen.size)}
        </button>
      </section>
    </form>
  );
}

const states = {
  new: ['', 'pack_state_new'],
  same: ['', 'pack_state_same'],
  changed: ['petrol', 'pack_state_changed'],
  moved: ['wax', 'pack_state_moved'],
} as const;

const warningTexts = { sites_differ: 'pack_sites_differ' } as const;

interface RowProps extends PackService {
  readonly chosen: boolean;
  readonly onChange: (on: boolean) => void;
}

function PackRow({ service, hosts, warnings, state, clientId, chosen, onChange }: RowProps) {
  const id = `pack-${service.id}`;
  const [look, word] = states[state];
  return (
    <label class="pack-row">
      <input
        type="checkbox"
        class="tick"
        checked={chosen}
        disabled={!isOffered(state)}
        aria-labelledby={`${id}-name`}
        aria-describedby={id}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      <Tile name={service.name} hue={service.hue} />
      <span class="pack-name">
        <b id={`${id}-name`}>
          <bdi>{service.name}</bdi>
        </b>{' '}
        <span class={`badge ${look}`}>{t(word)}</span>
        <span class="small faint">
          {protocolText(service.protocol)} <code>{service.id}</code>
        </span>
      </span>
      <span class="pack-more" id={id}>
        {state === 'changed' && <span class="small soft">{t('pack_changed_text')}</span>}
        {state === 'moved' && <Warning text={t('pack_moved_text')} />}
        {warnings.map((warning) => (
          <Warning key={warning} text={t(warningTexts[warning])} />
        ))}
        <span class="small faint">{t('pack_hosts')}</span>
        <HostNames origins={hosts} look="hosts" />
        {clientId !== undefined && (
          <span class="small faint">{rich('pack_client_id', { id: <code class="wrap">{clientId}</code> })}</span>
        )}
      </span>
    </label>
  );
}

function Warning({ text }: { text: string }) {
  return (
    <span class="pack-warning">
      <Icon name="alert" />
      <span>{text}</span>
    </span>
  );
}
