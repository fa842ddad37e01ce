/** The shape of a service's entry, checked wherever one comes in from outside. */
import * as v from 'valibot';
import type { Service } from '../core/service';
import { brokeredEntry } from './schema-brokered';
import { apiKeyEntry, basicEntry } from './schema-entered';
import { oauth1Entry } from './schema-oauth1';
import { oauth2Entry } from './schema-oauth2';

/** A service's entry. Unknown keys are refused: a misspelt one would be a quirk that silently does nothing. */
export const serviceSchema: v.GenericSchema<unknown, Service> = v.variant('protocol', [
  oauth1Entry,
  oauth2Entry,
  apiKeyEntry,
  basicEntry,
  brokeredEntry,
]);
