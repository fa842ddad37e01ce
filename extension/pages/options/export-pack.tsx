/** Exporting services as a pack: its name, which of them, and whether their client ids go along; saved as a file or copied. */
import { useState } from 'preact/hooks';
import { call } from '../../../src/admin/calls';
import type { Catalogue } from '../../../src/core/catalogue';
import type { Service } from '../../../src/core/service';
import type { Overview } from '../../../src/messaging/views';
import { useAction } from '../shared/action';
import { templateOf } from '../shared/catalogue';
import { Field } from '../shared/field';
import { Icon } from '../shared/icons';
import { ProblemNote } from '../shared/note';
import { plural, t } from '../shared/texts';
import { Tile } from '../shared/tile';
import { download } from './download';
import { packNameError, type PackNameError } from './pack-words';
import { BackToServices } from './service-head';
import { SettingSwitch } from './setting-switch';

interface ExportProps {
  readonly overview: Overview;
  readonly catalogue: Catalogue | undefined;
  /** The service that it was begun at. */
  readonly first: string | undefined;
}

const nameErrors = {
  missing: 'export_name_missing',
  form: 'export_name_form',
  taken: 'export_name_taken',
} as const satisfies Record<PackNameError, string>;

export function ExportPack({ overview, catalogue, first }: ExportProps) {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(first === undefined ? [] : [first]));
  const [apps, setApps] = useState(false);
  const [tried, setTried] = useState(false);
  const [done, setDone] = useState<'saved' | 'copied' | undefined>(undefined);
  const { busy, problem, run } = useAction();
  const services = exportable(overview, catalogue, first);
  const ids = services.map(({ id }) => id).filter((id) => chosen.has(id));
  const nameError = packNameError(
    name.trim(),
    (catalogue?.services ?? []).map(({ id }) => id),
  );

  const change = (apply: () => void): void => {
    setDone(undefined);
    apply();
  };
  const write = (form: HTMLFormElement | null, how: 'saved' | 'copied'): void => {
    setTried(true);
    if (nameError) return form?.querySelector<HTMLElement>('[name=packName]')?.focus();
    if (ids.length === 0) return form?.querySelector<HTMLElement>('.export-list input')?.focus();
    run(async () => {
      const text = await call('packs.write', { name: name.trim(), ids, apps });
      if (how === 'copied') await navigator.clipboard.writeText(text);
      else download(`${name.trim()}.countersign.json`, text, 'application/json');
      setDone(how);
    });
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    write(event.currentTarget as HTMLFormElement, 'saved');
  };
  return (
    <form class="card panel" noValidate onSubmit={submit} aria-label={t('export_title')}>
      <section class="stack loose">
        <BackToServices />
        <div class="stack">
          <h2>{t('export_title')}</h2>
          <p class="soft">{t('export_text')}</p>
        </div>
        <Field
          name="packName"
          label={t('export_name')}
          value={name}
          onInput={(to) => change(() => setName(to))}
          placeholder="my-services"
          hint={t('export_name_hint')}
          error={tried && nameError ? t(nameErrors[nameError]) : undefined}
        />
        <fieldset class="stack">
          <legend class="label">{t('export_which')}</legend>
          <ul class="card rows round export-list">
            {services.map((service) => (
              <li key={service.id}>
                <label class="export-row">
                  <input
                    type="checkbox"
                    class="tick"
                    checked={chosen.has(service.id)}
                    onChange={({ currentTarget: { checked } }) =>
                      change(() =>
                        setChosen(new Set(checked ? [...chosen, service.id] : [...chosen].filter((id) => id !== service.id))),
                      )
                    }
                  />
                  <Tile name={service.name} hue={service.hue} size="small" />
                  <bdi>{service.name}</bdi>
                </label>
              </li>
            ))}
          </ul>
          {tried && ids.length === 0 && (
            <p class="error" role="alert">
              <Icon name="alert" />
              <span>{t('export_none')}</span>
            </p>
          )}
        </fieldset>
        <SettingSwitch
          id="export-apps"
          title={t('export_apps')}
          means={t('export_apps_means')}
          heading="h3"
          look="flat"
          on={apps}
          onChange={(on) => change(() => setApps(on))}
        />
        {problem && <ProblemNote problem={problem} name={name.trim()} />}
      </section>
      <section class="buttons">
        <span class="small faint">{plural('export_count', ids.length)}</span>
        <span class="end" />
        <span class="state ok" role="status">
          {done && (
            <>
              <Icon name="check" />
              {t(done === 'saved' ? 'saved' : 'copied')}
            </>
          )}
        </span>
        <button
          type="button"
          class="button"
          aria-disabled={busy}
          onClick={({ currentTarget }) => write(currentTarget.form, 'copied')}
        >
          <Icon name="copy" />
          {t('copy')}
        </button>
        <button class="button primary" aria-disabled={busy}>
          <Icon name="download" />
          {t('export_save')}
        </button>
      </section>
    </form>
  );
}

/** What is in use, and the entry of the catalogue that the export was begun at. */
function exportable(overview: Overview, catalogue: Catalogue | undefined, first: string | undefined): readonly Service[] {
  const inUse = overview.services.map(({ service }) => service);
  const template = first === undefined || inUse.some(({ id }) => id === first) ? undefined : templateOf(catalogue, first);
  return template ? [template, ...inUse] : inUse;
}
