import { expect, it } from 'vitest';
import type { RuleId } from '../../../../../core/rules';
import type { LaneWork } from '../../../../../core/trainer/timing/works';
import type { Traced } from './pieces';
import { firstLayerWait, lanesText, lockingSentence, pipelineSentence, slowSentence } from './words';

type Works = readonly (readonly [number, LaneWork])[];
const traced = (rule: RuleId, name: string, ...lanes: (readonly [Works, readonly number[]])[]): Traced => ({
  ...{ rule, name },
  trace: {
    ...{ type: 'trace', run: `${rule}-0`, step: 1, epoch: 2, ready: 0 },
    lanes: lanes.map(([works, milliseconds]) => ({
      works: works.map(([layer, work]) => ({ layer, work })),
      seconds: Float64Array.from(milliseconds, (one) => one / 1000),
    })),
  },
});
const bp = traced('bp', 'BP', [
  [
    [0, 'forward'],
    [1, 'forward'],
    [1, 'backward'],
    [0, 'backward'],
  ],
  [0, 0.5, 2, 3.62, 4],
]);
const f3 = traced('f3-error', 'F³-Error', [
  [
    [0, 'forward'],
    [0, 'update'],
    [1, 'forward'],
    [1, 'update'],
  ],
  [0, 0.5, 1, 2, 3],
]);
const plain = (text: string | undefined) => text?.replaceAll('\u202f', ' ');

it('says what update locking costs here', () => {
  expect(plain(lockingSentence([f3, bp]))).toBe(
    'BP’s layer 1 waits 3.1 ms of each 4.0 ms batch for its update: 78 % of the time; with F³-Error it learns at once and could take the next batch meanwhile.',
  );
  const staged = { ...f3, trace: { ...f3.trace, lanes: [...f3.trace.lanes, ...f3.trace.lanes] } };
  expect(plain(lockingSentence([staged, bp]))).toContain('learns at once and takes the next batch');
  expect(plain(lockingSentence([bp]))).toMatch(/78 % of the time\.$/);
  expect(lockingSentence([f3])).toBeUndefined();
  expect(lockingSentence([])).toBeUndefined();
  expect(firstLayerWait(f3.trace)?.waits).toBe(0);
});

it('says how busy the stages of a pipeline were', () => {
  const works = (layer: number): Works => [
    [layer, 'forward'],
    [layer, 'update'],
  ];
  const run = traced(
    'f3-error',
    'F³-Error, seed 1',
    [works(0), [0, 1, 2, 2, 3, 4]],
    [works(1), [2, 3, 4, 5, 6, 8]],
  );
  expect(plain(pipelineSentence(run))).toBe(
    'F³-Error, seed 1’s 2 stages were busy 50 % and 63 % of the time: 1.13× as fast as one worker (without delays 1.29×, with equal stages 1.60×).',
  );
  // The last stage was free after 2 ms: 2 and 5 of the remaining 6 ms.
  const late = { ...run, trace: { ...run.trace, ready: 0.002 } };
  expect(plain(pipelineSentence(late))).toContain('busy 33 % and 83 % of the time: 1.17× as fast');
  const slow = traced(
    'f3-error',
    'F³-Error',
    [works(0), [0, 1, 2, 2, 3, 4]],
    [works(1), [2, 3, 4, 15, 16, 18]],
  );
  expect(slowSentence([run, slow, slow])).toMatch(/fewer free cores than stages, handing on costs more/);
  expect(slowSentence([run, bp])).toBeUndefined();
  expect(pipelineSentence(bp)).toBeUndefined();
});

it('says what update locking costs stages, too', () => {
  const staged = traced(
    'dfa',
    'DFA',
    [
      [
        [0, 'forward'],
        [0, 'wait'],
        [0, 'update'],
      ],
      [0, 2, 5, 8, 8, 10, 13, 16],
    ],
    [
      [
        [1, 'forward'],
        [1, 'update'],
      ],
      [2, 5, 8, 10, 13, 16],
    ],
  );
  expect(plain(lockingSentence([staged]))).toBe(
    'DFA’s layer 1 waits 3.0 ms of each 8.0 ms batch for its update: 38 % of the time.',
  );
  // Its update beside that of layer 2, and nothing else.
  expect(plain(pipelineSentence(staged))).toBe(
    'DFA’s 2 stages were busy 63 % and 75 % of the time: 1.38× as fast as their works one after the other (without delays 1.38×, with equal stages 1.38×).',
  );
});

it('tells what each layer did', () => {
  expect(plain(lanesText(bp))).toBe(
    'BP, measured in epoch 2, 1 batch: layer 1 forward 0.50 ms, backward 0.38 ms, waits 3.1 ms; layer 2 forward 1.5 ms, backward 1.6 ms, does not wait.',
  );
});

it('tells of deep networks the lowest and the highest layers', () => {
  const works = Array.from({ length: 20 }, (_, layer) => [layer, 'forward'] as const);
  const deep = traced('llo', 'LLO', [works, Array.from({ length: 21 }, (_, i) => i)]);
  expect(plain(lanesText(deep))).toMatch(/layer 3 forward 1\.0 ms, does not wait; …; layer 18 forward/);
});
