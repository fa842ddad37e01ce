/** The fields of a service's form whose accounts are entered: what the user enters, how it travels, where it goes. */
import { Below, SelectField } from '../shared/field';
import { Icon } from '../shared/icons';
import { t } from '../shared/texts';
import { DraftInput, errorText, Fold, hinted, type SectionProps } from './draft-input';
import { WhoFields } from './who-fields';
import type { EnteredId } from '../../../src/core/is-entered';
import type { CarryRow, FieldRow } from './entered-draft';
import { RowInput } from './row-input';

/** As many as the worker's schema takes. */
const mostRows = 8;

/** What the user enters, and how calls carry it. */
export function EnteredSignIn({ protocol, ...part }: SectionProps & { protocol: EnteredId }) {
  const { draft, set } = part;
  const rows = draft.rows[protocol];
  const change = (to: readonly FieldRow[]): void => set({ rows: { ...draft.rows, [protocol]: to } });
  const update = (at: number, to: Partial<FieldRow>): void =>
    change(rows.map((row, other) => (other === at ? { ...row, ...to } : row)));
  const wrong = part.error('add-field');
  return (
    <>
      <fieldset class="stack">
        <legend class="label">{t('entered_fields')}</legend>
        <p class="hint">{t('entered_fields_hint')}</p>
        {rows.map((row, at) => (
          <div class="entry-row" key={at} role="group" aria-label={row.label || t('entered_field', { number: String(at + 1) })}>
            <RowInput
              part={part}
              name={`field-${at}-label`}
              of="entered_label"
              plain
              value={row.label}
              onInput={(label) => update(at, { label })}
            />
            <SelectField<FieldRow['kind']>
              label={t('entered_kind')}
              value={row.kind}
              onPick={(kind) => update(at, { kind })}
              options={[
                ['secret', t('entered_secret')],
                ['text', t('entered_text')],
              ]}
            />
            <RowInput
              part={part}
              name={`field-${at}-name`}
              of="entered_name"
              value={row.name}
              onInput={(name) => update(at, { name })}
            />
            <RowInput
              part={part}
              name={`field-${at}-hint`}
              of="entered_hint"
              plain
              value={row.hint}
              onInput={(hint) => update(at, { hint })}
            />
            <RemoveRow
              label={t('entered_remove', { field: row.label || row.name })}
              hidden={rows.length === 1}
              onClick={() => change(rows.filter((_, other) => other !== at))}
            />
          </div>
        ))}
        <AddRow
          name="add-field"
          text="entered_add"
          hidden={rows.length >= mostRows}
          onClick={() => change([...rows, { name: freeName(rows), label: '', kind: 'text', hint: '' }])}
        />
        <Below id="add-field" error={wrong && errorText(wrong, t('entered_fields'))} />
      </fieldset>
      {protocol === 'api-key' ? <Carried {...part} /> : <Templates {...part} />}
      <DraftInput {...hinted('keyUrl', part)} />
    </>
  );
}

/** `value2` where `value` is taken. */
function freeName(rows: readonly FieldRow[]): string {
  const taken = new Set(rows.map(({ name }) => name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'value' : `value${number}`;
    if (!taken.has(name)) return name;
  }
}

/** How calls carry an API key. */
function Carried(part: SectionProps) {
  const { draft, set } = part;
  const update = (at: number, to: Partial<CarryRow>): void =>
    set({ carry: draft.carry.map((row, other) => (other === at ? { ...row, ...to } : row)) });
  const wrong = part.error('add-carry');
  return (
    <fieldset class="stack">
      <legend class="label">{t('carry_title')}</legend>
      <p class="hint">{t('carry_hint')}</p>
      {draft.carry.map((row, at) => (
        <div class="entry-row carry" key={at} role="group" aria-label={row.name || t('carry_title')}>
          <SelectField<CarryRow['in']>
            label={t('carry_in')}
            value={row.in}
            onPick={(place) => update(at, { in: place })}
            options={[
              ['header', t('transport_header')],
              ['query', t('transport_query')],
            ]}
          />
          <RowInput
            part={part}
            name={`carry-${at}-name`}
            of="carry_name"
            value={row.name}
            onInput={(name) => update(at, { name })}
          />
          <RowInput
            part={part}
            name={`carry-${at}-value`}
            of="carry_value"
            value={row.value}
            onInput={(value) => update(at, { value })}
          />
          <RemoveRow
            label={t('entered_remove', { field: row.name })}
            hidden={draft.carry.length === 1}
            onClick={() => set({ carry: draft.carry.filter((_, other) => other !== at) })}
          />
        </div>
      ))}
      <AddRow
        name="add-carry"
        text="carry_add"
        hidden={draft.carry.length >= mostRows}
        onClick={() => set({ carry: [...draft.carry, { in: 'header', name: '', value: '' }] })}
      />
      <Below id="add-carry" error={wrong && errorText(wrong, t('carry_title'))} />
    </fieldset>
  );
}

/** How calls carry a user name and a password. */
function Templates(part: SectionProps) {
  return (
    <div class="pair">
      <DraftInput {...hinted('userTemplate', part)} />
      <DraftInput {...hinted('passwordTemplate', part)} />
    </div>
  );
}

interface RowButton {
  readonly hidden: boolean;
  readonly onClick: () => void;
}

function RemoveRow({ label, hidden, onClick }: RowButton & { label: string }) {
  return (
    <button type="button" class="button plain only" aria-label={label} title={label} hidden={hidden} onClick={onClick}>
      <Icon name="x" />
    </button>
  );
}

function AddRow({ name, text, hidden, onClick }: RowButton & { name: string; text: 'entered_add' | 'carry_add' }) {
  return (
    <div>
      <button type="button" class="button small" name={name} hidden={hidden} onClick={onClick}>
        <Icon name="plus" />
        {t(text)}
      </button>
    </div>
  );
}

/** The account's own host, and the request that tells whether what was entered works. */
export function EnteredFolds(part: SectionProps) {
  return (
    <>
      <Fold title={t('fold_host')} draft={part.draft} of={['hostTemplate', 'headers']}>
        <DraftInput {...hinted('hostTemplate', part)} />
        <DraftInput {...hinted('headers', part)} />
      </Fold>
      <Fold title={t('fold_probe')} draft={part.draft} of={['probeUrl', 'probeMethod', 'subject', 'label']}>
        <WhoFields url={hinted('probeUrl', part)} method="probeMethod" part={part} />
      </Fold>
    </>
  );
}
