/** API keys: what the user entered goes into headers or the query of every call, as the service's entry says. */
import { CountersignError } from '../../core/errors';
import type { Outgoing } from '../../core/protocol';
import { fill, placesIn } from '../../core/template';
import type { ApiKeyService } from '../../core/entered-service';
import { fieldsIn, type Carrier } from '../entered/carrier';
import { enteredProtocol } from '../entered/protocol';
import type { Values } from '../entered/secret';

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-5.5 */
const headerText = /^[\x20-\x7e]*$/;

const carrier: Carrier<ApiKeyService> = {
  trimsSecrets: true,
  unfit: (service, values) => {
    const inHeaders = service.carry.filter((each) => each.in === 'header').flatMap(({ value }) => placesIn(value));
    return fieldsIn(service, inHeaders).find(({ name }) => !headerText.test(values[name] ?? ''));
  },
  add,
  label: () => undefined,
};

/** A caller's header of the same name gives way; a parameter of the same name would leave it to the service which one counts. */
function add({ carry }: ApiKeyService, values: Values, { url: plain, headers: own, ...request }: Outgoing): Outgoing {
  const url = new URL(plain);
  const headers = new Headers(own);
  for (const { in: place, name, value } of carry) {
    const text = fill(value, values);
    if (place === 'header') headers.set(name, text);
    else if (plain.searchParams.has(name)) throw new CountersignError('invalid_input', { about: name });
    // Appended as text: what the caller wrote stays as it is.
    else url.search += `${url.search === '' ? '' : '&'}${encodeURIComponent(name)}=${encodeURIComponent(text)}`;
  }
  return { ...request, url, headers };
}

export const apiKey = enteredProtocol<ApiKeyService>('api-key', carrier);
