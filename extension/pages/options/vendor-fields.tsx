/** Requests that a vendor wants in place of the standard's: the exchange, the renewal, the revocation. */
import { t } from '../shared/texts';
import { DraftArea, DraftChoice, DraftInput, Fold, type SectionProps } from './draft-input';
import { vendorRequests, type VendorName } from './oauth2-draft';

export function VendorFold(part: SectionProps) {
  return (
    <Fold title={t('fold_vendor')} draft={part.draft} of={vendorRequests.map((name) => `${name}Url` as const)}>
      <p class="hint">{t('hint_vendor')}</p>
      {vendorRequests.map((name) => (
        <Request key={name} name={name} part={part} />
      ))}
    </Fold>
  );
}

function Request({ name, part }: { name: VendorName; part: SectionProps }) {
  const isThere = part.draft[`${name}Url`].trim() !== '' || part.draft[`${name}Parameters`].trim() !== '';
  return (
    <fieldset class="stack loose">
      <legend class="label">{t(`vendor_${name}`)}</legend>
      <DraftInput field={`${name}Url`} part={part} label={t('vendor_url')} hint={t(`vendor_${name}_hint`)} />
      {isThere && (
        <>
          <div class="triple">
            <DraftChoice
              field={`${name}Method`}
              part={part}
              label={t('vendor_method')}
              options={(['POST', 'GET', 'DELETE'] as const).map((method) => [method, method] as const)}
            />
            <DraftChoice
              field={`${name}Auth`}
              part={part}
              label={t('vendor_auth')}
              options={[
                ['', t('vendor_auth_none')],
                ['bearer', t('vendor_auth_bearer')],
                ['basic', t('vendor_auth_basic')],
              ]}
            />
            <DraftChoice
              field={`${name}Carry`}
              part={part}
              label={t('vendor_carry')}
              options={[
                ['', t('vendor_carry_usual')],
                ['query', t('transport_query')],
                ['form', t('carry_form')],
                ['json', t('carry_json')],
              ]}
            />
          </div>
          <DraftArea
            field={`${name}Parameters`}
            part={part}
            label={t('vendor_parameters')}
            hint={t('hint_requestTokenParameters')}
          />
        </>
      )}
    </fieldset>
  );
}
