/** A notebook file of made runs, as many and as long as wanted, with noisy curves as a training has them. */
import { createStream } from '../../src/core/random/rng';
import type { EpochEvent } from '../../src/core/run/events';
import type { Experiment } from '../../src/core/run/spec';
import { defaultExperiment } from '../../src/experiment/defaults';
import { expandSweep, type SweepAxis } from '../../src/experiment/sweep/sweep';
import { writeNotebookFile } from '../../src/notebook/file';
import type { CurvePiece } from '../../src/notebook/pieces';
import type { ExperimentRecord, RunRecord } from '../../src/notebook/records';

export interface Made {
  readonly id: string;
  readonly seeds: number;
  readonly epochs: number;
  readonly sweep: readonly SweepAxis[];
}

const RULES = ['bp', 'dfa', 'drtp', 'f3-error'] as const;
const STEPS = 120;
/** Training losses and epochs between two checkpoints, as a worker stores them. */
const LOSSES = 20;
const PIECE = 24;

type Noise = () => number;

/** One epoch of the run: falls towards a floor, with noise. */
function epochEvent(run: string, epoch: number, noise: Noise): EpochEvent {
  const loss = 0.05 + 1 / epoch + 0.02 * noise();
  return {
    ...{ type: 'epoch', run, epoch, step: STEPS * epoch },
    ...{ trainingLoss: loss, testLoss: loss + 0.03, testAccuracy: 0.98 - 0.5 / epoch - 0.01 * noise() },
    ...{ trainSeconds: 0.1 + 0.01 * noise(), testSeconds: 0.01, heldBytes: 4000, machine: { tensors: 20 } },
  };
}

/** The epochs after `from`, up to `to`. */
function piece(run: string, [from, to]: readonly [number, number], noise: Noise): CurvePiece {
  const steps = Float64Array.from(
    { length: LOSSES * (to - from) },
    (_, i) => STEPS * from + ((i + 1) * STEPS) / LOSSES,
  );
  return {
    fromStep: from === 0 ? -1 : STEPS * from,
    toStep: STEPS * to,
    loss: { steps, values: steps.map((step) => 0.05 + STEPS / step + 0.05 * noise()) },
    epochs: Array.from({ length: to - from }, (_, i) => epochEvent(run, from + i + 1, noise)),
    measures: [],
    reports: [],
  };
}

function pieces(run: string, epochs: number, noise: Noise): readonly CurvePiece[] {
  return Array.from({ length: Math.ceil(epochs / PIECE) }, (_, k) =>
    piece(run, [PIECE * k, Math.min(epochs, PIECE * (k + 1))], noise),
  );
}

function recordOf(
  { id: experiment, epochs }: Made,
  { id, spec }: Pick<RunRecord, 'id' | 'spec'>,
  place: number,
): RunRecord {
  const last = epochEvent(id, epochs, createStream(place, 'record').next);
  const { trainingLoss, testLoss, testAccuracy } = last;
  return {
    ...{ experiment, id, spec, place, state: 'done', backend: 'wasm', parameters: 37_010 },
    ...{ step: STEPS * epochs, epoch: epochs, stepsPerEpoch: STEPS, curveBytes: 400 * epochs },
    reached: {
      ...{ trainingLoss, testLoss, testAccuracy, bestTestLoss: testLoss, bestTestAccuracy: testAccuracy },
      trainSeconds: 0.1 * epochs,
    },
    ...{ tags: [], note: '' },
  };
}

/** The text of a notebook file. The same for the same request. */
export function madeRuns(made: Made): string {
  const { id, seeds, epochs, sweep } = made;
  const settings: Experiment = {
    ...defaultExperiment(),
    ...{ rules: [...RULES], seeds: Array.from({ length: seeds }, (_, seed) => seed), epochs },
  };
  const experiment: ExperimentRecord = {
    ...{ id, name: id, created: 1_700_000_000_000, settings, sweep, note: '' },
    data: { name: 'Digits', task: 'classification', trainSize: 6000, inputs: 64, outputs: 10 },
  };
  const runs = expandSweep(settings, sweep).map((one, place) => recordOf(made, one, place));
  return writeNotebookFile({
    experiments: [experiment],
    runs,
    curves: runs.map((run) => pieces(run.id, epochs, createStream(run.place, 'curves').next)),
    checkpoints: runs.map(() => undefined),
  });
}
