/** What the networks of an experiment hold together: each rule has its own worker, all at once. */
import { type Capacity, type DataShape, footprint } from '../core/footprint';
import type { Experiment } from '../core/run';
import { datasetInfo } from '../data/own';

/** Undefined where the data set is not known. */
function shapeOf({ dataset }: Experiment): DataShape | undefined {
  const info = datasetInfo(dataset);
  if (!info) return undefined;
  const { inputs, outputs, trainSize: samples, task } = info;
  return { inputs, outputs, samples, classes: task === 'classification' };
}

/** Bytes of each rule's network and what it needs to train, in the order of the rules. */
export function bytesOfEach(experiment: Experiment, capacity: Capacity): number[] {
  const data = shapeOf(experiment);
  if (!data) return [];
  return experiment.rules.map((rule) => footprint({ ...experiment, rule }, data, capacity).bytes);
}
