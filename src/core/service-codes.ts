/** A service's own error codes in an answer of its API, whichever of the usual shapes it chose. */

type Members = Readonly<Record<string, unknown>>;

/** All codes in a JSON answer: of several kinds, since services nest them. Empty for any other text. */
export function errorCodesIn(text: string): string[] {
  return valuesIn(text, [...names, ...finer]);
}

/** What says more precisely than its code why a request was refused: `463` beside `190`. */
export function subcodesIn(text: string): string[] {
  return valuesIn(text, finer, false);
}

function valuesIn(text: string, keys: readonly string[], withBare = true): string[] {
  const whole = parsed(text);
  const body: unknown = Array.isArray(whole) ? whole[0] : whole;
  if (!isMembers(body)) return [];
  const { errors } = body;
  const places = [body, body['error'], Array.isArray(errors) ? (errors[0] as unknown) : errors].filter(isMembers);
  const values = [withBare ? body['error'] : undefined, ...places.flatMap((place) => keys.map((key) => place[key]))];
  return [...new Set(values.filter(isNameable).map(String))].filter((value) => value !== 'about:blank'); // RFC 9457: says nothing
}

const names = ['code', '.tag', 'type', 'errorCode', 'error_code', 'status_code'];
const finer = ['error_subcode', 'subcode'];

const isNameable = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
