import { readdirSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { expand } from '../../experiment/expand';
import { fromQuery } from '../../experiment/files/link';
import { loadRecorded, loadStudy } from '../../experiment/results/studies';
import { outcomeOf } from '../../store/learn/outcome';
import { createRecordedMiniLab } from '../../store/learn/recorded';
import { lessons } from './lessons';
import { sources } from './sources';

const each = it.each(lessons.map((lesson) => [lesson.id, lesson] as const));

it('are all registered, each once', () => {
  const folders = readdirSync(new URL('./lessons', import.meta.url), { withFileTypes: true });
  expect(lessons).toHaveLength(folders.filter((one) => one.isDirectory()).length);
  expect(new Set(lessons.map(({ id }) => id)).size).toBe(lessons.length);
  for (const { id } of lessons) expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
});

each(
  '%s: its experiments are valid, and their settings fit each other',
  (_id, { figure, miniLab, labQuery }) => {
    for (const query of [figure.query, labQuery, ...(miniLab.arms ?? []).map((arm) => arm.query)]) {
      const { experiment, problems } = fromQuery(query);
      expect(problems).toEqual([]);
      expect(expand(experiment).length).toBeGreaterThan(0);
    }
  },
);

each('%s: options, arms, answers and sources have their words', (_id, lesson) => {
  const { prediction, words, miniLab, answers } = lesson;
  const ids = prediction.options.map(({ id }) => id);
  expect(Object.keys(words.options)).toEqual(ids);
  expect(ids).toContain(prediction.expected);
  const arms = miniLab.arms ?? [];
  if (arms.length > 1) for (const { id } of arms) expect(Object.keys(words.arms ?? {})).toContain(id);
  expect(answers).toHaveLength(words.quiz.length);
  for (const [i, right] of answers.entries()) expect(words.quiz[i]?.answers[right]).toBeDefined();
  for (const { answers: texts } of words.quiz) expect(new Set(texts).size).toBe(texts.length);
  for (const id of lesson.sources) expect(sources[id]).toBeDefined();
  expect(words.question).toMatch(/\?$/);
});

it('put the right answers in every place, so that the first is not always right', () => {
  const places = lessons.flatMap(({ answers }) => answers);
  for (const place of [0, 1, 2])
    expect(places.filter((one) => one === place).length).toBeGreaterThan(places.length / 6);
});

each('%s: a guess is drawn within the values of its chart', (_id, { prediction, miniLab }) => {
  const [{ of }] = miniLab.charts;
  for (const { range } of prediction.options) {
    if (!range) continue;
    expect(of.kind).toBe('accuracy');
    expect(range[0]).toBeLessThan(range[1]);
    expect(range[0]).toBeGreaterThanOrEqual(0);
    expect(range[1]).toBeLessThanOrEqual(1);
  }
});

each('%s: the arms of a recorded study have names', async (_id, { miniLab, words }) => {
  if (miniLab.study === undefined) return;
  const { arms } = await loadStudy(miniLab.study);
  expect(Object.keys(words.arms ?? {})).toEqual(arms.map(({ id }) => id));
});

each('%s: what its recorded study shows is what its text explains', async (_id, { miniLab, prediction }) => {
  if (miniLab.study === undefined) return;
  vi.useFakeTimers();
  const { arms, run } = createRecordedMiniLab(await loadRecorded(miniLab.study));
  const playing = run();
  await vi.runAllTimersAsync();
  await playing;
  vi.useRealTimers();
  const outcome = outcomeOf(new Map([...arms].map(([id, { byRule }]) => [id, byRule.rules()])));
  expect(prediction.actual(outcome)).toBe(prediction.expected);
});

each('%s: no option came out of a run without numbers', (id, { prediction }) => {
  const nothing = () => Number.NaN;
  const outcome = {
    ...{ accuracy: nothing, accuracyAt: nothing, trainingLoss: nothing, measured: nothing, seconds: nothing },
    epochs: () => 0,
  };
  // What costs are is asked of the model, not of the run.
  expect(prediction.actual(outcome)).toBe(id === 'cost' ? prediction.expected : undefined);
});
