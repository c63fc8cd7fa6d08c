/** What happened to a worker that reads data, and the way on, in words. */
import { DataProblem } from '../data/spec';
import { classifyFailure } from './failures';
import type { FailureKind } from './types';

/** By this it is known that one was ended for its silence. */
export const SILENT = 'The data do not come.';

const AGAIN = 'Try again; what trains goes on meanwhile.';

const words: Readonly<Partial<Record<FailureKind, readonly [title: string, detail: string]>>> = {
  'not-loaded': [
    'A part of the program could not be fetched.',
    'If the server is gone, start it again (npm start) and try again; this page can stay open. If it has a newer version by now, open that one in a new tab.',
  ],
  'out-of-memory': [
    'Memory ran out while the data were read.',
    'Stop what trains or close other tabs, and try again, or take a smaller file.',
  ],
  ended: [
    'The browser closed the worker that was reading the data.',
    `Most often that happens when memory runs short. ${AGAIN}`,
  ],
  silent: [
    SILENT,
    `The worker that reads them has not answered for a long time, and was ended. ${AGAIN} It is given twice as long.`,
  ],
};

/** A worker's own problems are in words already. */
export function dataProblemOf(error: unknown): DataProblem {
  if (error instanceof DataProblem) return error;
  const { kind, details } = classifyFailure(error);
  const [title, detail] = words[kind] ?? ['The data could not be read.', `An error ended it: ${details}`];
  return new DataProblem(title, detail);
}
