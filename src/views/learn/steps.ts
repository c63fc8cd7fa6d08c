/** How far the reader is in a lesson. */
import { type LessonProgress, type Progress, progressOf } from '../../store/learn/progress';
import type { Lesson } from './lesson';

/** Steps of every lesson: predict, run, answer the questions. */
export const LAST_STEP = 3;

type Answered = Pick<Lesson, 'answers'>;

const isAnswered = ({ answers }: Answered, progress: LessonProgress): boolean =>
  answers.every((_, i) => typeof progress.answers?.[i] === 'number');

/** Steps done: 0 before the prediction, `LAST_STEP` after the last question. */
export function stepOf(lesson: Answered, progress: LessonProgress): number {
  if (isAnswered(lesson, progress)) return LAST_STEP;
  if (progress.ran || progress.answers) return 2;
  return progress.guess === undefined ? 0 : 1;
}

export const rightAnswers = ({ answers }: Answered, progress: LessonProgress): number =>
  answers.filter((right, i) => progress.answers?.[i] === right).length;

/** The first lesson after the last one that was begun, or that one while it is not done; from the start after the end. */
export function nextLesson(all: readonly [Lesson, ...Lesson[]], progress: Pick<Progress, 'entries'>): Lesson {
  const step = (lesson: Lesson) => stepOf(lesson, progressOf(progress, lesson.id));
  const begun = all.findLastIndex((lesson) => step(lesson) > 0);
  const open = all.slice(Math.max(0, begun)).find((lesson) => step(lesson) < LAST_STEP);
  return open ?? all.find((lesson) => step(lesson) < LAST_STEP) ?? all[0];
}
