/** One value that a sign-in asks for: under its name in the product, or in the service's own words. */
import type { Field as Value } from '../../../src/core/protocol';
import { Field, KeyField, SecretField } from '../shared/field';
import { looksLikePrivateKey } from '../shared/pem';
import { t } from '../shared/texts';

/** A service's words are shown as text, isolated, and no longer than this. */
const longest = { label: 60, hint: 200 };

interface CredentialProps {
  readonly field: Value;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly error: string | undefined;
}

export function CredentialField({ field, value, onInput, error }: CredentialProps) {
  const label = labelOf(field);
  const shared = { name: field.name, label: field.label === undefined ? label : <bdi>{label}</bdi>, value, onInput, error };
  if (field.kind === 'key') return <KeyField {...shared} hint={hintOf(field) ?? t('private_key_hint')} />;
  if (field.kind === 'secret') return <SecretField {...shared} hint={hintOf(field)} />;
  return <Field {...shared} plain={field.name === 'accountName'} hint={hintOf(field)} />;
}

/** The field's name as a person reads it. */
export function labelOf({ name, kind, label, optional }: Value): string {
  if (label !== undefined) return label.slice(0, longest.label);
  if (kind === 'key') return t('private_key');
  if (name === 'consumerKey') return t('consumer_key');
  if (name === 'consumerSecret') return t('consumer_secret');
  if (name === 'apiHost') return t('api_host');
  if (name === 'accountName') return optional ? t('account_name_optional') : t('account_name');
  return name === 'token' ? t('access_token') : t('access_token_secret');
}

function hintOf({ name, hint, label }: Value) {
  if (hint !== undefined) return <bdi>{hint.slice(0, longest.hint)}</bdi>;
  if (label !== undefined) return undefined;
  return name === 'accountName' ? t('account_name_hint') : name === 'apiHost' ? t('api_host_hint') : undefined;
}

/** What is wrong with a value, if anything. */
export function errorIn(field: Value, value: string): string | undefined {
  if (!value.trim()) return field.optional ? undefined : t('field_missing', { field: labelOf(field) });
  return field.kind === 'key' && !looksLikePrivateKey(value) ? t('field_key') : undefined;
}

/**
 * The values as they are sent: none for what is empty; without the blanks that pasting brings along.
 * @param isExact whether secrets go as they were typed: a password may begin or end with a blank
 */
export function valuesOf(
  fields: readonly Value[],
  typed: Readonly<Record<string, string>>,
  isExact: boolean,
): Record<string, string> {
  const given = fields.map(({ name, kind }) => {
    const value = typed[name] ?? '';
    return [name, isExact && kind === 'secret' ? value : value.trim()] as const;
  });
  return Object.fromEntries(given.filter(([, value]) => value));
}
