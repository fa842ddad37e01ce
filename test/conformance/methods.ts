/** Methods: those with a rule of their own, those that fetch forbids, and how their case is treated. */
import type { Case, Cases } from './case';

const sends =
  (method: string, body?: string): Case =>
  (t) =>
    t.tell(t.fetch(t.url({ body: 'answer' }), { method, ...(body !== undefined && { body }) }));
const refused =
  (method: string): Case =>
  (t) =>
    t.failure(() => t.fetch(t.url(), { method }));

export const methods: Cases = {
  GET: sends('GET'),
  HEAD: sends('HEAD'),
  OPTIONS: sends('OPTIONS'),
  DELETE: sends('DELETE'),
  'POST without a body': sends('POST'),
  'POST with a body': sends('POST', 'body'),
  'POST with an empty text': sends('POST', ''),
  'PUT with a body': sends('PUT', 'body'),
  'PUT without a body': sends('PUT'),
  'PATCH with a body': sends('PATCH', 'body'),
  'DELETE with a body': sends('DELETE', 'body'),
  'OPTIONS with a body': sends('OPTIONS', 'body'),
  'get in lower case': sends('get'),
  'post in mixed case': sends('pOsT', 'body'),
  'delete in lower case': sends('delete'),
  'patch in lower case': sends('patch', 'body'),
  PROPFIND: sends('PROPFIND'),
  'REPORT with a body': sends('REPORT', '<a/>'),
  CONNECT: refused('CONNECT'),
  'trace in lower case': refused('trace'),
  TRACK: refused('TRACK'),
  'a method with a blank': refused('GE T'),
  'an empty method': refused(''),
  'a method beyond ASCII': refused('GÉT'),
};
