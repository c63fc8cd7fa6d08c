/** What it costs to ask a device for a step, apart from what the device computes: single steps beside repeated ones. */
import type { Kernels } from '../../src/core/kernels';
import type { RuleId } from '../../src/core/rules';
import { labTrainers } from '../runner/lab';
import type { Shape } from '../shapes';
import { median } from '../statistics';
import { prototypeOf, replace } from './apiClock';
import { train } from './train';

const [STEPS, ROUNDS] = [400, 9];
const MICRO = 1000;

export interface Recording {
  /** Microseconds per step. */
  readonly single: number;
  readonly repeated: number;
  /** Median over rounds. */
  readonly ratio: number;
}

/** Dispatches no workgroups, so that only recording and the API take time. */
export async function compareRecording(kernels: Kernels, shape: Shape, rule: RuleId): Promise<Recording> {
  const { openTape: _repeats, ...single } = kernels;
  const trainers = [await labTrainers(single)(shape, rule), await labTrainers(kernels)(shape, rule)];
  const restore = replace(
    prototypeOf(GPUComputePassEncoder),
    'dispatchWorkgroups',
    (original) =>
      function () {
        return original.call(this, 0, 1, 1);
      },
  );
  const rounds: number[][] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const times: number[] = [];
    for (const trainer of trainers) times.push((MICRO * (await train(trainer, STEPS)).recorded) / STEPS);
    // The first one compiles.
    if (round > 0) rounds.push(times);
  }
  restore();
  for (const trainer of trainers) trainer.dispose();
  const of = (k: number): number => median(rounds.map((times) => times[k] as number));
  return {
    single: of(0),
    repeated: of(1),
    ratio: median(rounds.map(([one, other]) => (other as number) / (one as number))),
  };
}
