/** The batches of a run, and which samples they have visited. */
import type { RunState } from '../run/state';
import { type Batch, gatherBatch } from '../samples/batches';
import { drawnOrder, type EpochOrder, givenOrder } from './places';

/** @param epoch 1, 2, … */
export function epochOrder({ spec, data, given }: RunState, epoch: number): EpochOrder {
  const own = given?.[epoch - 1];
  return own ? givenOrder(own) : drawnOrder(spec, data, epoch);
}

/** The samples at these places; the caller disposes it. */
export const batchOf = ({ data, net }: RunState, places: Uint32Array): Batch =>
  gatherBatch(data, data.train, places, net.kernels.standardise);

/** Notes that these samples were visited: in epoch 0 nothing learns. */
export function noteVisits({ visits }: RunState, places: Uint32Array, epoch: number): void {
  if (visits) for (const sample of places) visits[sample] = epoch + 1;
}

/** The epoch of a sample's last visit; undefined before the first, and where no memory is kept. */
export function lastVisit({ visits }: RunState, sample: number): number | undefined {
  const visit = visits?.[sample] ?? 0;
  return visit === 0 ? undefined : visit - 1;
}
