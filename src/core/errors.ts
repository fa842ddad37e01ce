/** Every failure has a literal code, so that it can be recognised in any context and told in any language. */
import { sentences, type Code } from './codes';
import { CodedError, type Problem } from './problem';
import { isStorageCode, layersOf, storageCode } from './storage-problem';

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
  const coded = layersOf(error).find(isCoded); // the database's library wraps what a transaction throws
  if (coded) return coded.problem;
  const about = error instanceof Error ? error.name : typeof error;
  return new CountersignError(storageCode(error) ?? fallback, { about }).problem;
}

/** Whether the vault could not be read or written. */
export function isStorageProblem(error: unknown): boolean {
  return isStorageCode(toProblem(error).code);
}

/** Whether a value is one of our errors, also when it was made in another context. */
export function isCoded(error: unknown): error is CodedError {
  return typeof error === 'object' && error !== null && 'code' in error && 'problem' in error && String(error.code) in sentences;
}
