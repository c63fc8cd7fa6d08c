/** A run's batches, and when each sample was last visited. */
import type { RunState } from '../run/state';
import { type Batch, gatherBatch } from '../samples/batches';
import { stepsBefore, wholeEpochs } from './epochSteps';
import type { EpochOrder } from './places';

/** Drawing the order of 60,000 samples takes longer than a step of a small network. @param epoch 1, 2, … */
export function epochOrder({ sampler, orders }: RunState, epoch: number): EpochOrder {
  const kept = orders.get(epoch);
  if (kept) return kept;
  const order = sampler.order(epoch);
  for (const old of orders.keys()) if (Math.abs(old - epoch) > 1) orders.delete(old);
  orders.set(epoch, order);
  return order;
}

/** Samples of a step, as indices into the training set; empty before the first and after the last. @param number 1, 2, … */
export function samplesOfStep(run: RunState, number: number): Uint32Array {
  const { sampler, spec } = run;
  const epoch = wholeEpochs(sampler.steps, number - 1) + 1;
  if (number < 1 || epoch > spec.epochs) return new Uint32Array();
  return epochOrder(run, epoch).batches[number - stepsBefore(sampler.steps, epoch) - 1] ?? new Uint32Array();
}

/** @param places indices into the training set. The caller disposes the batch. */
export const batchOf = ({ data, net }: RunState, places: Uint32Array): Batch =>
  gatherBatch(data, data.train, places, net.kernels.standardise);

/** Records a visit of these samples. @param epoch 0 is the inference epoch, without updates */
export function noteVisits({ visits }: RunState, places: Uint32Array, epoch: number): void {
  if (visits) for (const sample of places) visits[sample] = epoch + 1;
}

/** The epoch of a sample's last visit; undefined before the first, and for rules without an error memory. */
export function lastVisit({ visits }: RunState, sample: number): number | undefined {
  const visit = visits?.[sample] ?? 0;
  return visit === 0 ? undefined : visit - 1;
}
