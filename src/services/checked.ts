/** Checks an entry that comes in from outside, and says where it is wrong. */
import * as v from 'valibot';
import { CountersignError } from '../core/errors';
import type { Service } from '../core/service';
import { serviceSchema } from './schema';

/** @throws CountersignError `invalid_input` naming the field that is wrong */
export function checkedService(service: unknown): Service {
  return checked(serviceSchema, service, 'service');
}

/**
 * The value, if the schema takes it.
 * @param what stands in the error where no field can be named
 * @throws CountersignError `invalid_input` naming the field that is wrong
 */
export function checked<T>(schema: v.GenericSchema<unknown, T>, value: unknown, what: string): T {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new CountersignError('invalid_input', { about: `${v.getDotPath(issue) ?? what}: ${issue.message}`.slice(0, 200) });
}
