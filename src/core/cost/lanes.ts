/** Lanes of a trace, taken apart: batches, works and waits. Times are seconds; see trainer/timing/trace.ts. */
import type { Lane } from '../trainer/timing/trace';
import type { Slot } from './timeline';

/** A layer's work on a batch; lane, layer and batch count from 1, as in the model. */
export interface Span extends Omit<Slot, 'slot'> {
  readonly lane: number;
  readonly from: number;
  readonly to: number;
}

/** Numbers of a batch. */
export const widthOf = ({ works }: Lane): number => 1 + works.length;

/** Batches that every lane has done. */
export const wholeBatches = (lanes: readonly Lane[]): number =>
  lanes.length === 0 ? 0 : Math.min(...lanes.map((lane) => Math.floor(lane.seconds.length / widthOf(lane))));

/** @param batch from 1 */
export const beganAt = (lane: Lane, batch: number): number =>
  lane.seconds[(batch - 1) * widthOf(lane)] as number;
/** @param batch from 1 */
export const endedAt = (lane: Lane, batch: number): number =>
  lane.seconds[batch * widthOf(lane) - 1] as number;

/** When the first lane began a batch, and the last one had done it. @param batch from 1 */
export const batchEnds = (lanes: readonly Lane[], batch: number): { from: number; to: number } => ({
  from: beganAt(lanes[0] as Lane, batch),
  to: endedAt(lanes.at(-1) as Lane, batch),
});

/** A lane's works on a batch, in order. @param lane, batch from 1 */
export function spansOfBatch(lanes: readonly Lane[], lane: number, batch: number): Span[] {
  const one = lanes[lane - 1] as Lane;
  const first = (batch - 1) * widthOf(one);
  return one.works.flatMap(({ layer, work }, i) =>
    work === 'wait'
      ? []
      : {
          ...{ lane, batch, work, layer: layer + 1 },
          from: one.seconds[first + i] as number,
          to: one.seconds[first + i + 1] as number,
        },
  );
}

/** Seconds of a batch in which a lane waited for others, later than `after`. @param batch from 1 */
export function waited(lane: Lane, batch: number, after: number): number {
  const first = (batch - 1) * widthOf(lane);
  const at = (i: number): number => Math.max(after, lane.seconds[first + i] as number);
  return lane.works.reduce((sum, { work }, i) => (work === 'wait' ? sum + at(i + 1) - at(i) : sum), 0);
}

/** All works on whole batches: lane by lane, batch by batch, in order. */
export function spansOf(lanes: readonly Lane[]): Span[] {
  const batches = wholeBatches(lanes);
  return lanes.flatMap((_, lane) =>
    Array.from({ length: batches }, (_none, batch) => spansOfBatch(lanes, lane + 1, batch + 1)).flat(),
  );
}
