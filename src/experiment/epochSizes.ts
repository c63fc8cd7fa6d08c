/** Samples and steps of an experiment's epochs before it has started, when the sizes of its classes are not known. */
import type { Experiment } from '../core/run/spec';
import { epochSamples, keptSamples } from '../core/run/spec';
import { phasesOf } from '../core/samples/scenario/phases';
import { type EpochSteps, epochSteps } from '../core/trainer/epochSteps';
import type { DatasetInfo } from '../data/spec';

type Data = Pick<DatasetInfo, 'trainSize' | 'testSize' | 'outputs'>;

/** Whether every epoch has all classes. */
const isWhole = ({ classes, withheld }: Pick<Experiment, 'classes' | 'withheld'>): boolean =>
  classes.length + withheld.length === 0;

/** Exact where no class is left out; otherwise as if all classes were of one size. */
export function expectedSteps(experiment: Experiment, { trainSize, outputs }: Data): EpochSteps {
  const { classes, batchSize, epochs } = experiment;
  if (isWhole(experiment))
    return { stepsPerEpoch: Math.ceil(epochSamples(experiment, trainSize) / batchSize) };
  const present = classes.length > 0 ? classes.length : outputs;
  const phases = phasesOf(experiment);
  const kept = keptSamples(experiment, (trainSize * present) / outputs);
  const samples = Array.from({ length: epochs }, (_, i) => {
    const absent = phases.find(({ to }) => i + 1 <= to)?.withheld.length ?? 0;
    return epochSamples(experiment, Math.round((kept * (present - absent)) / present));
  });
  return epochSteps(samples, batchSize);
}

/** Test samples, as if all classes were of one size. */
export const expectedTest = ({ classes }: Experiment, { testSize, outputs }: Data): number =>
  classes.length > 0 ? Math.round((testSize * classes.length) / outputs) : testSize;
