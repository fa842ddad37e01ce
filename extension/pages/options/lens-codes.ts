/** What the usual codes of OAuth 1.0a services mean, each with its text `meaning_…`: X's numbers, Flickr's, and the names of Problem Reporting. */
import type { SignedTrace } from '../../../src/core/signature-lens';

const meanings = {
  signature: ['signature_invalid', '96'],
  missing: ['97'],
  malformed: ['215'],
  unauthenticated: ['32'],
  unverified: ['99'],
  token: ['89', '98', 'token_expired', 'token_revoked', 'token_rejected', 'token_used'],
  time: ['135', 'timestamp_refused'],
  nonce: ['nonce_used'],
  method: ['signature_method_rejected'],
  version: ['version_rejected'],
  absent: ['parameter_absent'],
  parameter: ['parameter_rejected'],
  app: ['416', '100', 'consumer_key_unknown', 'consumer_key_rejected', 'consumer_key_refused'],
  callback: ['415'],
  pin: ['417'],
  access: ['220', 'permission_denied', 'permission_unknown', 'additional_authorization_required'],
  user: ['user_refused'],
  duplicate: ['187'],
  unavailable: ['105'],
} as const;

export type Meaning = keyof typeof meanings;

const byCode = new Map<string, Meaning>(
  Object.entries(meanings).flatMap(([meaning, codes]) => codes.map((code) => [code, meaning as Meaning] as const)),
);

/** Says at one service that the account gave too few rights, which its text tells, and at others that the credentials could not be verified. */
const doubleMeaning = '99';

/** What a service's code means; undefined where it is not among the usual ones. */
export function meaningOf({ serviceCode, serviceText }: SignedTrace): Meaning | undefined {
  if (serviceCode === undefined) return undefined;
  const aboutRights = /permission|privilege/iu.test(serviceText ?? '');
  return serviceCode === doubleMeaning && aboutRights ? 'access' : byCode.get(serviceCode);
}
