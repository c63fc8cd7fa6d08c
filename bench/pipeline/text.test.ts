import { expect, it } from 'vitest';
import { pipelineText } from './text';

const at = { shape: '784-500×15-10', batch: 50 };

it('tells stages from threads, and measured from simulated', () => {
  const text = pipelineText({
    cores: 2,
    measured: [
      {
        ...{ ...at, stages: 4, threads: 1, batches: 40, rounds: 9, judged: 5 },
        ...{ msAlone: 38, speedUp: 1.75, simulated: 3.5, busiestLane: 0.55, busiestThread: 0.3 },
      },
      { ...at, stages: 1, threads: 2, batches: 40, rounds: 9, judged: 0, msAlone: 38, speedUp: 0.97 },
    ],
    locked: [
      {
        ...{ ...at, rule: 'bp', stages: 2, microBatches: 4, batches: 40, rounds: 9, judged: 5 },
        ...{ msAlone: 51, speedUp: 1.31, possible: 1.62 },
      },
    ],
    simulated: [
      { ...at, stages: 8, batches: 1200, msAlone: 36, busiestStage: 0.15, speedUp: 6.6, ideal: 7.97 },
    ],
  });
  const [title, measured, , heading, , simulated, , , locked] = text;
  expect(title).toContain('2 cores');
  expect(measured).toMatch(
    / 4 stages \| +40 \| +38\.0 \| +1\.75 \| +3\.50 \| +0\.55 \| +0\.30 \| +5 of 9 \|/,
  );
  expect(measured).toMatch(/ 2 threads \| +40 \| +38\.0 \| +0\.97 \| +\| +\| +\| none of 9: unjudged \|/);
  expect(heading).toContain('simulated');
  expect(simulated).toMatch(/ 8 \| +1200 \| +36\.0 \| +0\.15 \| +6\.60 \| +7\.97 \|/);
  expect(locked).toMatch(
    / BP \| 2 stages, 4 micro-batches \| +40 \| +51\.0 \| +1\.31 \| +1\.62 \| +5 of 9 \|/,
  );
  expect(pipelineText(undefined)).toEqual([]);
});
