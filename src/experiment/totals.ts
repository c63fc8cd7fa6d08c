/** What an experiment's networks take, before they train: for the form in which they are built. */
import { operations } from '../core/cost/cost';
import { seconds } from '../core/format';
import { rules } from '../core/rules';
import type { Experiment } from '../core/run/spec';
import { datasetInfo } from '../data/storage/ownDatasets';
import { estimateDuration, longText, networkShape, type Speed } from './duration';
import { networkFacts } from './layerFacts';
import { bytesAtOnce, capacityOf, type Machine } from './size';

export interface Totals {
  /** Of one network. */
  readonly parameters: number;
  /** Multiply-adds of a training step: of the algorithm with the fewest, and with the most. */
  readonly step: readonly [least: number, most: number];
  /** Of all networks at once; undefined until the backend's capacity is known. */
  readonly bytes: number | undefined;
  /** Of all networks; undefined until the backend was measured. */
  readonly epochSeconds: number | undefined;
}

/** Undefined where a layer does not fit on those below it, or no algorithm is chosen. */
export function totalsOf(
  experiment: Experiment,
  machine: Machine,
  speed: Speed | undefined,
): Totals | undefined {
  const info = datasetInfo(experiment.dataset);
  if (!info || experiment.rules.length === 0) return undefined;
  const shape = networkShape(experiment, info);
  const { parameters } = networkFacts(shape, experiment.hidden, experiment.bias);
  if (parameters === undefined) return undefined;
  const steps = experiment.rules.map((id) => operations(rules[id], shape).total);
  const capacity = capacityOf(experiment, machine);
  const duration = speed && estimateDuration(experiment, speed);
  return {
    parameters,
    step: [Math.min(...steps), Math.max(...steps)],
    bytes: capacity && bytesAtOnce(experiment, capacity, machine).reduce((a, b) => a + b, 0),
    epochSeconds: duration && duration.seconds / experiment.epochs,
  };
}

/** A rough duration: "0.4 s", "12 min", "5 hours". */
export function roughly(value: number): string {
  if (value < 100) return seconds(value);
  return value < 5400 ? `${Math.round(value / 60)} min` : longText(value);
}
