/** Every case under its family's name. */
import { aborts } from './aborts';
import { answerHeaders } from './answer-headers';
import { answers } from './answers';
import { bodies } from './bodies';
import type { Cases } from './case';
import { failures } from './failures';
import { methods } from './methods';
import { options } from './options';
import { redirects } from './redirects';
import { requestHeaders } from './request-headers';
import { streams } from './streams';
import { urls } from './urls';

const families: Readonly<Record<string, Cases>> = {
  method: methods,
  'request header': requestHeaders,
  body: bodies,
  redirect: redirects,
  abort: aborts,
  stream: streams,
  answer: answers,
  'answer header': answerHeaders,
  failure: failures,
  url: urls,
  option: options,
};

/** By name; a case's place in it is part of its URLs. */
export const cases: Cases = Object.fromEntries(
  Object.entries(families).flatMap(([family, all]) =>
    Object.entries(all).map(([name, work]) => [`${family}: ${name}`, work] as const),
  ),
);
