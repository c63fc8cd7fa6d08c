import { expect, it } from 'vitest';
import type { Lesson } from './lesson';
import { nextLesson, rightAnswers, stepOf } from './steps';

const lesson = (id: string) => ({ id, answers: [1, 0] }) as unknown as Lesson;
const [a, b, c] = ['a', 'b', 'c'].map(lesson) as [Lesson, Lesson, Lesson];
const all = [a, b, c] as const;
const done = { answers: [1, 1] };

it('counts predicting, running and answering', () => {
  expect(
    [{}, { guess: 'x' }, { ran: true }, { answers: [1, null] }, done].map((one) => stepOf(a, one as never)),
  ).toEqual([0, 1, 2, 2, 3]);
});

it('counts right answers', () => {
  expect(rightAnswers(a, {})).toBe(0);
  expect(rightAnswers(a, { answers: [1, null] })).toBe(1);
  expect(rightAnswers(a, done)).toBe(1);
});

it('goes on with the last lesson that was begun, then the one after it, then those left out', () => {
  const next = (lessons: object) => nextLesson(all, { entries: lessons } as never).id;
  expect(next({})).toBe('a');
  expect(next({ b: { guess: 'x' } })).toBe('b');
  expect(next({ b: done })).toBe('c');
  expect(next({ c: done })).toBe('a');
  expect(next({ a: done, b: done, c: done })).toBe('a');
});
