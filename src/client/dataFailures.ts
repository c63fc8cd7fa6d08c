/** Messages for failures of the data worker: what happened and what to do. */
import { DataProblem } from '../data/spec';
import { classifyFailure } from './failures';
import type { FailureKind } from './types';

/** Title of a timeout, by which `datasets.ts` recognises it. */
export const SILENT = 'Loading the data timed out.';

const AGAIN = 'Try again; running training is not affected.';

const words: Readonly<Partial<Record<FailureKind, readonly [title: string, detail: string]>>> = {
  'not-loaded': [
    'Part of the app could not be loaded.',
    'If the server has stopped, start it (npm start) and try again; keep this page open. If the server has a newer version, open it in a new tab.',
  ],
  'out-of-memory': [
    'Out of memory while reading the data.',
    'Stop training or close other tabs and try again, or use a smaller file.',
  ],
  ended: [
    'The browser closed the worker that was reading the data.',
    `This usually happens when memory runs low. ${AGAIN}`,
  ],
  silent: [
    SILENT,
    `The worker that reads the data stopped responding and was terminated. ${AGAIN} It then gets twice as long.`,
  ],
};

/** Turns any failure of the data worker into a `DataProblem`; problems that the worker reported pass unchanged. */
export function dataProblemOf(error: unknown): DataProblem {
  if (error instanceof DataProblem) return error;
  const { kind, details } = classifyFailure(error);
  const [title, detail] = words[kind] ?? ['The data could not be read.', `An error occurred: ${details}`];
  return new DataProblem(title, detail);
}
