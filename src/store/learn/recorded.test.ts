import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { curveAt, measureAt, runsOf } from '../../experiment/results/curves';
import { loadRecorded, studyIds } from '../../experiment/results/studies';
import { outcomeOf } from './outcome';
import { createRecordedMiniLab } from './recorded';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const angle = { measure: 'gradient-angle', series: 'angle', place: 0 } as const;

it.each(studyIds)('%s: plays to the numbers that the reader of results finds', async (id) => {
  const recorded = await loadRecorded(id);
  const miniLab = createRecordedMiniLab(recorded);
  const playing = miniLab.run();
  expect(miniLab.useMiniLab.getState().phase).toBe('running');
  await vi.runAllTimersAsync();
  await playing;
  expect(miniLab.useMiniLab.getState().phase).toBe('finished');
  const outcome = outcomeOf(new Map([...miniLab.arms].map(([arm, { byRule }]) => [arm, byRule.rules()])));
  for (const { id: arm, experiment } of recorded.study.arms)
    for (const rule of experiment.rules) {
      const runs = runsOf(recorded, arm, rule);
      for (let epoch = 1; epoch <= experiment.epochs; epoch++) {
        const mean = curveAt(runs, 'testAccuracy', epoch)?.mean;
        // Regression has none.
        if (mean === undefined) expect(outcome.accuracyAt(arm, rule, epoch)).toBeNaN();
        else expect(outcome.accuracyAt(arm, rule, epoch)).toBeCloseTo(mean, 12);
      }
      const last = measureAt(runs, angle, experiment.epochs)?.mean;
      if (last !== undefined) expect(outcome.measured(arm, rule, angle)).toBeCloseTo(last, 10);
    }
});

it('stops when the lesson is left, and plays again from the beginning', async () => {
  const miniLab = createRecordedMiniLab(await loadRecorded('better-wires'), 2);
  const left = miniLab.run();
  await vi.advanceTimersByTimeAsync(500);
  miniLab.close();
  await left;
  await vi.runAllTimersAsync();
  expect(miniLab.useMiniLab.getState().phase).toBe('ready');
  const [arm] = miniLab.arms.values();
  expect(arm?.byRule.rules().get('dfa')?.epochs).toEqual([]);
  const again = miniLab.run();
  await vi.runAllTimersAsync();
  await again;
  expect(
    arm?.byRule
      .rules()
      .get('dfa')
      ?.epochs.map(({ epoch }) => epoch),
  ).toEqual([1, 2]);
});
