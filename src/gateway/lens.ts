/** The signature lens: the last signed requests, and requests that were typed in. */
import { CountersignError } from '../core/errors';
import type { SignatureExplanation } from '../core/signature-lens';
import type { Ports } from './ports';

export const recentTraces = async (_ports: Ports): Promise<never[]> => [];
export const explainTyped = async (_ports: Ports, _typed: object): Promise<SignatureExplanation> => {
  throw new CountersignError('unexpected');
};
