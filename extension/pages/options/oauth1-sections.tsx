/** The fields of a service's form that only OAuth 1.0a has: how one signs in, how requests are signed, what is sent along. */
import type { OAuth1Way } from '../../../src/core/oauth1-service';
import { SelectField } from '../shared/field';
import { t } from '../shared/texts';
import { signatureMethods, transports } from './oauth1-choices';
import { needsPage, parameterFields } from './oauth1-draft';
import { WaysField } from './ways-field';
import { DraftArea, DraftInput, hinted, Tick, type SectionProps } from './draft-input';

const ways: readonly OAuth1Way[] = ['redirect', 'pin', 'credentials', 'app'];
const ticks = ['bodyHash', 'multipartText', 'errorsIn200'] as const;

export function OAuth1Differences(part: SectionProps) {
  const { draft, set } = part;
  const named = <T extends string>(values: readonly T[]): (readonly [T, string])[] => values.map((value) => [value, value]);
  return (
    <>
      <WaysField all={ways} chosen={draft.ways} onChange={(chosen) => set({ ways: chosen })} />
      <div class="pair">
        <SelectField
          label={t('label_signatureMethod')}
          value={draft.signatureMethod}
          onPick={(signatureMethod) => set({ signatureMethod })}
          options={named(signatureMethods)}
        />
        <SelectField
          label={t('label_transport')}
          value={draft.transport}
          onPick={(transport) => set({ transport })}
          options={transports.map((value) => [value, t(`transport_${value}`)] as const)}
        />
      </div>
      {needsPage(draft.ways) && <PageFields {...part} />}
      <div class="pair">
        <DraftInput field="identityUrl" part={part} hint={t('hint_identityUrl')} />
        <DraftInput field="apiHostFrom" part={part} hint={t('hint_apiHostFrom')} />
      </div>
      <div class="pair">
        <DraftInput field="renewUrl" part={part} hint={t('hint_renewUrl')} />
        <DraftInput field="realm" part={part} hint={t('hint_realm')} />
      </div>
      <fieldset class="stack">
        <legend class="label">{t('label_requests')}</legend>
        {ticks.map((name) => (
          <Tick key={name} name={name} checked={draft[name]} onChange={(on) => set({ [name]: on })}>
            {t(`label_${name}`)}
          </Tick>
        ))}
      </fieldset>
      <div class="pair">
        <DraftInput {...hinted('deadTokenCodes', part)} />
        <DraftInput {...hinted('headers', part)} />
      </div>
    </>
  );
}

/** What takes part when the user signs in at the service's own page. */
function PageFields(part: SectionProps) {
  const { draft, set } = part;
  const methods = [
    ['POST', 'POST'],
    ['GET', 'GET'],
  ] as const;
  return (
    <>
      <div class="pair">
        <DraftInput field="authenticateUrl" part={part} hint={t('hint_authenticateUrl')} />
        <DraftInput field="pinDigits" part={part} hint={t('hint_pinDigits')} />
      </div>
      <div class="pair">
        <SelectField
          label={t('label_requestTokenMethod')}
          value={draft.requestTokenMethod}
          onPick={(requestTokenMethod) => set({ requestTokenMethod })}
          options={methods}
        />
        <SelectField
          label={t('label_accessTokenMethod')}
          value={draft.accessTokenMethod}
          onPick={(accessTokenMethod) => set({ accessTokenMethod })}
          options={methods}
        />
      </div>
      <div class="pair">
        {parameterFields.map((field) => (
          <DraftArea key={field} {...hinted(field, part)} />
        ))}
      </div>
    </>
  );
}
