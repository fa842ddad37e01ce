/** A service's own error codes in an answer of its API, whichever of the usual shapes it chose. */

type Members = Readonly<Record<string, unknown>>;

/** All codes in a JSON answer: of several kinds, since services nest them. Empty for any other text. */
export function errorCodesIn(text: string): string[] {
  const whole = parsed(text);
  const body: unknown = Array.isArray(whole) ? whole[0] : whole;
  if (!isMembers(body)) return [];
  const { errors } = body;
  const places = [body, body['error'], Array.isArray(errors) ? (errors[0] as unknown) : errors].filter(isMembers);
  const values = [body['error'], ...places.flatMap((place) => names.map((name) => place[name]))];
  return [...new Set(values.filter(isNameable).map(String))];
}

const names = ['code', '.tag', 'type', 'error_subcode', 'subcode', 'errorCode', 'error_code', 'status_code'];

const isNameable = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
