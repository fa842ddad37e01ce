/** Every failure has a literal code, so that it can be recognised in any context and told in any language. */
import { sentences, type Code } from './codes';
import { CodedError, type Problem } from './problem';

export { sentences };
export type { Code, Problem };

export type Details = Omit<Problem, 'code' | 'message' | 'at'>;

/** An error of ours, with the sentence that belongs to its code. */
export class CountersignError extends CodedError {
  constructor(code: Code, details: Details = {}) {
    super({ ...details, code, message: sentences[code] + (details.about ? ` (${details.about})` : '') });
  }

  static from(problem: Problem): CountersignError {
    const { code, message: _, at: __, ...details } = problem;
    return new CountersignError(code, details);
  }
}

/** Any thrown value as a problem. What we did not foresee becomes `unexpected`, with the error's name and no message: it may quote a secret. */
export function toProblem(error: unknown, fallback: Code = 'unexpected'): Problem {
  if (isCoded(error)) return error.problem;
  const about = error instanceof Error ? error.name : typeof error;
  return new CountersignError(fallback, { about }).problem;
}

/** Whether a value is one of our errors, also when it was made in another context. */
export function isCoded(error: unknown): error is CodedError {
  return typeof error === 'object' && error !== null && 'code' in error && 'problem' in error && String(error.code) in sentences;
}
