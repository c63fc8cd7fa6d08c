/** Stages of a pipeline that take turns in one thread, in an order drawn from a seed: every way in which they may overlap. */
import type { Kernels } from '../../kernels';
import type { Stream } from '../../random/rng';
import { computedOf } from '../../run/events';
import { createRun } from '../../run/run';
import type { RunSpec } from '../../run/spec';
import type { RunOptions } from '../../run/state';
import type { Dataset } from '../../samples/dataset';
import type { Crew } from './crew';
import { stageWork } from './stage';
import { openCounters, type Wait } from './words';

/** What may go wrong, by chance, in one turn. */
export interface Faults {
  /** A stage ends. */
  readonly dies?: number;
  /** A stage hangs: it does nothing any more. */
  readonly hangs?: number;
}

type Turn = ReturnType<typeof stageWork>;

/** @param faults probabilities @param told of each fault */
export function interleavedCrew(
  stages: number,
  kernels: Kernels,
  stream: Stream,
  { dies = 0, hangs = 0 }: Faults = {},
  told: (fault: string) => void = () => undefined,
  microBatches = 1,
): Crew {
  let time = 1;
  let live: { readonly turn: Turn; readonly ended: (reason: string) => void; hanging: boolean }[] = [];
  const takeTurn = (): void => {
    const one = live[stream.below(live.length)];
    if (!one || one.hanging) return;
    const chance = stream.uniform(0, 1);
    if (chance < dies) {
      told('died');
      live = live.filter((other) => other !== one);
      one.turn.return();
      one.ended('it was killed');
    } else if (chance < dies + hangs) {
      told('hung');
      one.hanging = true;
    } else if (one.turn.next().done) live = live.filter((other) => other !== one);
  };
  return {
    ...{ stages, microBatches },
    clock: () => time,
    open: (init, ended) => {
      const turn = stageWork(init, kernels, () => time);
      const own = { turn, ended, hanging: false };
      live.push(own);
      const { beat } = openCounters(init.shared.words, init.parts.length).stages[init.stage] as {
        readonly beat: { readonly now: () => number; readonly set: (value: number) => void };
      };
      beat.set(1);
      return {
        end: () => {
          live = live.filter((other) => other !== own);
          turn.return();
        },
      };
    },
    wait: async (_words: Int32Array, _wait: Wait) => {
      const turns = 1 + stream.below(2 * stages);
      for (let i = 0; i < turns; i++) takeTurn();
      // A hanging stage is noticed by the clock.
      time += live.some(({ hanging }) => hanging) ? 200 : 1;
    },
  };
}

/** All that a run computes: its events, and its last checkpoint’s arrays. */
export async function outcomeOf(spec: RunSpec, data: Dataset, options: RunOptions) {
  const run = createRun(spec, data, { ...options, checkpoints: true, predictions: true });
  const events: unknown[] = [];
  const lost: number[] = [];
  let arrays: unknown;
  for await (const event of run.events) {
    if (event.type === 'stage-lost') lost.push(event.stage);
    const computed = computedOf(event);
    if (computed) events.push(computed);
    if (event.type === 'checkpoint') {
      arrays = await run.checkpoint();
    }
  }
  return { events, arrays, lost };
}
