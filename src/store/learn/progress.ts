/** What the reader did in each lesson, kept in the browser: guess, run, and answers of the quiz. */
import { createKept, type Kept } from './kept';

export interface LessonProgress {
  /** Id of the chosen prediction. */
  readonly guess?: string;
  /** The mini-lab has been run to its end. */
  readonly ran?: true;
  /** The chosen answer of each question, in order; null: not answered yet. */
  readonly answers?: readonly (number | null)[];
}
export type Progress = Kept<LessonProgress>;

const isAnswer = (one: unknown): one is number | null => one === null || Number.isInteger(one);

const kept = createKept<LessonProgress>('f3-lab.lessons', ({ guess, ran, answers }) => ({
  ...(typeof guess === 'string' ? { guess } : {}),
  ...(ran === true ? { ran } : {}),
  ...(Array.isArray(answers) && answers.every(isAnswer) ? { answers } : {}),
}));
export const { useKept: useProgress, entryOf: progressOf, restart: restartLesson } = kept;

export const setGuess = (id: string, guess: string): void => kept.change(id, { guess });
export const setRan = (id: string): void => kept.change(id, { ran: true });

/** @param count number of questions of the quiz */
export function setAnswer(id: string, question: number, answer: number, count: number): void {
  const before = progressOf(useProgress.getState(), id).answers ?? [];
  const answers = Array.from({ length: count }, (_, i) => (i === question ? answer : (before[i] ?? null)));
  kept.change(id, { answers });
}

const EPOCHS_KEY = 'f3-lab.mini-lab-epochs';

/**
 * Upper limit of a mini-lab's epochs, from the browser's storage: the browser tests set it. Undefined: none. Below 1: one
 * epoch of this share of the training set.
 */
export function mostEpochs(): number | undefined {
  try {
    const most = Number(localStorage.getItem(EPOCHS_KEY) ?? Number.NaN);
    return most > 0 && (most < 1 || Number.isInteger(most)) ? most : undefined;
  } catch {
    return undefined;
  }
}
