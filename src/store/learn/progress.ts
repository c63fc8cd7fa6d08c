/** What the reader did in each lesson, kept in the browser: guess, run, and answers of the quiz. */
import { create } from 'zustand';

export interface LessonProgress {
  /** Id of the chosen prediction. */
  readonly guess?: string;
  /** The mini-lab has been run to its end. */
  readonly ran?: true;
  /** The chosen answer of each question, in order; null: not answered yet. */
  readonly answers?: readonly (number | null)[];
}
export interface Progress {
  readonly lessons: Readonly<Record<string, LessonProgress>>;
  /** How many lessons were started over in this visit: an open one then starts with a new mini-lab. */
  readonly restarts: number;
}
const KEY = 'f3-lab.lessons';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Damaged progress must not keep a lesson from opening: what is not understood is left out. */
function lessonFrom(kept: unknown): LessonProgress {
  if (!isObject(kept)) return {};
  const { guess, ran, answers } = kept;
  const isAnswer = (one: unknown): one is number | null => one === null || Number.isInteger(one);
  return {
    ...(typeof guess === 'string' ? { guess } : {}),
    ...(ran === true ? { ran } : {}),
    ...(Array.isArray(answers) && answers.every(isAnswer) ? { answers } : {}),
  };
}

function read(): Progress['lessons'] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (!isObject(kept)) return {};
    return Object.fromEntries(Object.entries(kept).map(([id, lesson]) => [id, lessonFrom(lesson)]));
  } catch {
    return {};
  }
}

export const useProgress = create<Progress>(() => ({ lessons: read(), restarts: 0 }));

const nothing: LessonProgress = {};
export const progressOf = ({ lessons }: Pick<Progress, 'lessons'>, id: string): LessonProgress =>
  lessons[id] ?? nothing;

function keep(lessons: Progress['lessons']): void {
  useProgress.setState({ lessons });
  try {
    localStorage.setItem(KEY, JSON.stringify(lessons));
  } catch {
    // Storage is full or blocked: progress lasts until the page is closed.
  }
}

function change(id: string, part: LessonProgress): void {
  const { lessons } = useProgress.getState();
  keep({ ...lessons, [id]: { ...lessons[id], ...part } });
}

export const setGuess = (id: string, guess: string): void => change(id, { guess });
export const setRan = (id: string): void => change(id, { ran: true });

/** @param count number of questions of the quiz */
export function setAnswer(id: string, question: number, answer: number, count: number): void {
  const before = progressOf(useProgress.getState(), id).answers ?? [];
  const answers = Array.from({ length: count }, (_, i) => (i === question ? answer : (before[i] ?? null)));
  change(id, { answers });
}

/** Forgets everything about a lesson. @returns a function that brings it back */
export function restartLesson(id: string): () => void {
  const { [id]: before, ...others } = useProgress.getState().lessons;
  keep(others);
  useProgress.setState(({ restarts }) => ({ restarts: restarts + 1 }));
  return () => keep({ ...useProgress.getState().lessons, ...(before ? { [id]: before } : {}) });
}

const EPOCHS_KEY = 'f3-lab.mini-lab-epochs';

/** Upper limit of a mini-lab's epochs, from the browser's storage: the browser tests set it. Undefined: none. */
export function mostEpochs(): number | undefined {
  try {
    const most = Number(localStorage.getItem(EPOCHS_KEY) ?? Number.NaN);
    return Number.isInteger(most) && most > 0 ? most : undefined;
  } catch {
    return undefined;
  }
}
