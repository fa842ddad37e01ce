/** How services word a refusal: as a named problem (Problem Reporting), or as a bare challenge. */
import { answer } from './answers';
import type { Wording } from './oauth1-gate';
import { percentEncode } from './oauth1-parameters';
import type { Refused } from './oauth1-refusals';

/** The problem and what may be told beside it, as pairs. */
function problemPairs({ problem, reason, details }: Refused): [string, string][] {
  return [['oauth_problem', problem], ['oauth_problem_advice', reason], ...Object.entries(details)];
}

const percent = (pairs: [string, string][]) => pairs.map(([name, value]) => `${name}=${percentEncode(value)}`);

/**
 * Tells the problem by name in the challenge and in the body: 400 for what is malformed, 401 otherwise.
 * @see OAuth Problem Reporting extension
 */
export const wordAsProblem: Wording = (exchange, refusal) => {
  const pairs = problemPairs(refusal);
  const status = /^(parameter|version|signature_method)_/.test(refusal.problem) ? 400 : 401;
  const challenge = pairs
    .filter(([name]) => name !== 'debug_sbs')
    .map(([name, value]) => `${name}="${percentEncode(value)}"`)
    .join(', ');
  answer(exchange, status, `refused: ${refusal.reason}`, percent(pairs).join('&'), {
    'content-type': 'application/x-www-form-urlencoded',
    'www-authenticate': `OAuth realm="http%3A%2F%2F${percentEncode(exchange.req.headers.host ?? '')}", ${challenge}`,
  });
};

/** The problem in the body alone, as text. */
export const wordAsText: Wording = (exchange, refusal) => {
  const pairs = problemPairs(refusal).filter(([name]) => name !== 'oauth_problem_advice');
  const status = refusal.problem.startsWith('parameter_') ? 400 : 401;
  answer(exchange, status, `refused: ${refusal.reason}`, percent(pairs).join('&'), {
    'content-type': 'text/plain; charset=utf-8',
  });
};

/** One challenge for everything, so that nobody learns what was wrong. */
export function wordAsChallenge(realm: string): Wording {
  return (exchange, { reason }) => {
    const challenge = `OAuth realm="${realm}", error="token_rejected", error_description="Invalid Login Attempt"`;
    const body = JSON.stringify({ error: { code: 'INVALID_LOGIN_ATTEMPT', message: 'Invalid login attempt.' } });
    answer(exchange, 401, `refused: ${reason}`, body, { 'content-type': 'application/json', 'www-authenticate': challenge });
  };
}
