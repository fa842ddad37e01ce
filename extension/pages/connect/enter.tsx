/** A sign-in that asks its user for values: a PIN has a page of its own, anything else is a form. */
import type { AskedProps } from './asked';
import { EnterCredentials } from './enter-credentials';
import { EnterPin } from './enter-pin';

export function Enter(props: AskedProps) {
  const pin = props.asked.fields.find(({ kind }) => kind === 'pin');
  return pin ? <EnterPin {...props} digits={pin.length} /> : <EnterCredentials {...props} />;
}
