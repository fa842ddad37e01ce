/** HTTP Basic: user name and password in the `Authorization` header of every call. */
import type { Outgoing } from '../../core/protocol';
import { fill, placesIn } from '../../core/template';
import type { BasicService } from '../../core/entered-service';
import { toBase64 } from '../../core/base64';
import { fieldsIn, type Carrier } from '../entered/carrier';
import { enteredProtocol } from '../entered/protocol';
import type { Values } from '../entered/secret';

const carrier: Carrier<BasicService> = {
  // A password may begin or end with a blank.
  trimsSecrets: false,
  // A colon ends the user name.
  unfit: (service, values) => fieldsIn(service, placesIn(service.user)).find(({ name }) => values[name]?.includes(':')),
  add,
  label: (service, values) => {
    const field = fieldsIn(service, placesIn(service.user)).find(({ kind }) => kind === 'text');
    return field && values[field.name];
  },
};

/** @see https://www.rfc-editor.org/rfc/rfc7617#section-2 */
function add({ user, password }: BasicService, values: Values, request: Outgoing): Outgoing {
  const headers = new Headers(request.headers);
  const pair = new TextEncoder().encode(`${fill(user, values)}:${fill(password, values)}`);
  headers.set('authorization', `Basic ${toBase64(pair)}`);
  return { ...request, headers };
}

export const basic = enteredProtocol<BasicService>('basic', carrier);
