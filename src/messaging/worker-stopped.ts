/** The one failure that callers find by themselves: their line to the worker has ended. */
import { CodedError } from '../core/problem';

export const workerStopped = (): CodedError =>
  new CodedError({ code: 'worker_stopped', message: 'The extension’s worker was stopped during the call.' });

export const isStopped = (error: unknown): boolean => error instanceof CodedError && error.code === 'worker_stopped';
