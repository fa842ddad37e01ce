/** What only an OAuth 1.0a service has, as fields of a form, and back. */
import type { OAuth1Service, OAuth1SignatureMethod, OAuth1Transport, OAuth1Way } from '../../../src/core/oauth1-service';
import { codesIn, codesText, linesOf, parametersIn } from './draft-lines';

/** Fields that are typed. */
export interface OAuth1Texts {
  readonly requestTokenUrl: string;
  readonly accessTokenUrl: string;
  readonly authenticateUrl: string;
  readonly renewUrl: string;
  readonly identityUrl: string;
  readonly realm: string;
  readonly apiHostFrom: string;
  readonly pinDigits: string;
  readonly requestTokenParameters: string;
  readonly authorizeParameters: string;
  readonly anotherParameters: string;
  readonly againParameters: string;
  readonly deadTokenCodes: string;
}

/** Choices, each with a usual value that an entry need not tell. */
export interface OAuth1Choices {
  /** In the order in which they are offered. */
  readonly ways: readonly OAuth1Way[];
  readonly signatureMethod: OAuth1SignatureMethod;
  readonly transport: OAuth1Transport;
  readonly requestTokenMethod: 'GET' | 'POST';
  readonly accessTokenMethod: 'GET' | 'POST';
  readonly bodyHash: boolean;
  readonly multipartText: boolean;
  readonly errorsIn200: boolean;
}

export type OAuth1Draft = OAuth1Texts & OAuth1Choices;

export const usual: OAuth1Choices = {
  ways: ['redirect'],
  signatureMethod: 'HMAC-SHA1',
  transport: 'header',
  requestTokenMethod: 'POST',
  accessTokenMethod: 'POST',
  bodyHash: false,
  multipartText: false,
  errorsIn200: false,
};

export const emptyOAuth1: OAuth1Draft = {
  ...usual,
  requestTokenUrl: '',
  accessTokenUrl: '',
  authenticateUrl: '',
  renewUrl: '',
  identityUrl: '',
  realm: '',
  apiHostFrom: '',
  pinDigits: '',
  requestTokenParameters: '',
  authorizeParameters: '',
  anotherParameters: '',
  againParameters: '',
  deadTokenCodes: '',
};

const choiceNames = Object.keys(usual) as (keyof OAuth1Choices)[];
const plainTexts = [
  'requestTokenUrl',
  'accessTokenUrl',
  'authenticateUrl',
  'renewUrl',
  'identityUrl',
  'realm',
  'apiHostFrom',
] as const;
export const parameterFields = [
  'requestTokenParameters',
  'authorizeParameters',
  'anotherParameters',
  'againParameters',
] as const satisfies readonly (keyof OAuth1Texts)[];

export function toOAuth1Draft(service: OAuth1Service): OAuth1Draft {
  const told = <K extends string>(names: readonly K[], text: (name: K) => string): Record<K, string> =>
    Object.fromEntries(names.map((name) => [name, text(name)])) as Record<K, string>;
  return {
    ...usual,
    ...Object.fromEntries(choiceNames.filter((name) => service[name] !== undefined).map((name) => [name, service[name]])),
    ...told(plainTexts, (name) => service[name] ?? ''),
    ...told(parameterFields, (name) => linesOf(service[name])),
    pinDigits: service.pinDigits === undefined ? '' : String(service.pinDigits),
    deadTokenCodes: codesText(service.deadTokenCodes),
  };
}

type OAuth1Part = Pick<OAuth1Service, Extract<keyof OAuth1Draft, keyof OAuth1Service> | 'tokenHeader'>;

/** The entry's part. A usual value is told only where it was told before. */
export function fromOAuth1Draft(draft: OAuth1Draft, before: OAuth1Service | undefined): OAuth1Part {
  const choices = choiceNames.filter((name) => before?.[name] !== undefined || String(draft[name]) !== String(usual[name]));
  const texts = plainTexts.filter((name) => draft[name].trim());
  const lines = parameterFields.filter((name) => draft[name].trim());
  const codes = codesIn(draft.deadTokenCodes);
  return {
    ...Object.fromEntries(choices.map((name) => [name, draft[name]])),
    ...Object.fromEntries(texts.map((name) => [name, draft[name].trim()])),
    ...Object.fromEntries(lines.map((name) => [name, parametersIn(draft[name])])),
    ...(draft.pinDigits.trim() && { pinDigits: Number(draft.pinDigits) }),
    ...(codes.length > 0 && { deadTokenCodes: codes }),
    ...(before?.tokenHeader !== undefined && { tokenHeader: before.tokenHeader }),
  };
}

/** Whether one of the ways leads over the service's own page: then it has three URLs for it. */
export function needsPage(ways: readonly OAuth1Way[]): boolean {
  return ways.includes('redirect') || ways.includes('pin');
}
