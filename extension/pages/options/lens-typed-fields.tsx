/** The fields of a request that is typed in: the request itself, the keys, and what is made for it unless told. */
import { AreaField, Field, KeyField, SecretField, SelectField } from '../shared/field';
import { t } from '../shared/texts';
import { isRsa, type LensDraft, type LensError, type LensField } from './lens-draft';
import { transportWord } from './lens-words';
import { signatureMethods, transports } from './oauth1-choices';

export interface FieldsProps {
  readonly draft: LensDraft;
  readonly set: (change: Partial<LensDraft>) => void;
  readonly error: (field: LensField) => LensError | undefined;
  readonly onLeave: (field: LensField) => void;
}

export function LensRequest(part: FieldsProps) {
  return (
    <>
      <h2 class="small-head">{t('typed_request')}</h2>
      <div class="lens-line">
        <Text field="method" part={part} />
        <Text field="url" part={part} placeholder="https://" />
      </div>
      <Area field="body" part={part} hint={t('hint_typed_body')} />
      {part.draft.body && <Text field="contentType" part={part} hint={t('hint_typed_contentType')} />}
      <div class="pair">
        <SelectField
          label={t('lens_method')}
          value={part.draft.signatureMethod}
          options={signatureMethods.map((method) => [method, method] as const)}
          onPick={(signatureMethod) => {
            const isOtherKind = isRsa({ ...part.draft, signatureMethod }) !== isRsa(part.draft);
            part.set({ signatureMethod, ...(isOtherKind && { consumerSecret: '' }) });
          }}
        />
        <SelectField
          label={t('lens_transport')}
          value={part.draft.transport}
          options={transports.map((transport) => [transport, transportWord(transport)] as const)}
          onPick={(transport) => part.set({ transport })}
        />
      </div>
    </>
  );
}

export function LensKeys(part: FieldsProps) {
  const rsa = isRsa(part.draft);
  return (
    <>
      <h2 class="small-head">{t('typed_keys_head')}</h2>
      <div class="pair">
        <Text field="consumerKey" part={part} />
        {!rsa && <Secret field="consumerSecret" part={part} />}
      </div>
      {rsa && <Key field="consumerSecret" part={part} name={t('typed_privateKey')} hint={t('hint_typed_privateKey')} />}
      <div class="pair">
        <Text field="token" part={part} />
        {!rsa && <Secret field="tokenSecret" part={part} />}
      </div>
    </>
  );
}

export function LensMore(part: FieldsProps) {
  return (
    <details class="more">
      <summary>{t('typed_more')}</summary>
      <div class="stack loose folded">
        <div class="pair">
          <Text field="nonce" part={part} hint={t('hint_typed_nonce')} />
          <Text field="timestamp" part={part} hint={t('hint_typed_timestamp')} />
        </div>
        <div class="pair">
          <Text field="callback" part={part} />
          <Text field="verifier" part={part} />
        </div>
        <Text field="realm" part={part} hint={t('hint_typed_realm')} />
      </div>
    </details>
  );
}

interface OneProps {
  readonly field: LensField;
  readonly part: FieldsProps;
  readonly name?: string;
  readonly hint?: string;
  readonly placeholder?: string;
}

function Text(props: OneProps) {
  return <Field {...fieldProps(props)} />;
}

function Secret(props: OneProps) {
  return <SecretField {...fieldProps(props)} />;
}

function Key(props: OneProps) {
  return <KeyField {...fieldProps(props)} />;
}

function Area(props: OneProps) {
  return <AreaField {...fieldProps(props)} rows={3} />;
}

function fieldProps({ field, part, name, hint, placeholder }: OneProps) {
  const label = name ?? t(`typed_${field}`);
  const error = part.error(field);
  return {
    name: field,
    label,
    value: part.draft[field],
    onInput: (value: string) => part.set({ [field]: value }),
    onLeave: () => part.onLeave(field),
    hint,
    placeholder,
    error: error && errorText(error, label),
  };
}

function errorText(error: LensError, field: string): string {
  return error === 'missing' || error === 'wrong' ? t(`typed_error_${error}`, { field }) : t(`typed_error_${error}`);
}
