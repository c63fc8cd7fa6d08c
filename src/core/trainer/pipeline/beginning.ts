/** Where a pipelined run was before an epoch, to begin it again when a stage was lost. */
import { tensor2d } from '@tensorflow/tfjs-core';
import type { KeptErrors } from '../../errorMemory/memory';
import type { Part } from '../../network/part';
import type { LayerValues } from '../../network/transfer';
import type { FeedbackOrigin } from '../../run/checkpoint';
import type { RunState } from '../../run/state';

/** What the last stage had before the first batch of an epoch, to begin it again. */
export interface Beginning {
  readonly epoch: number;
  readonly step: number;
  readonly layers: LayerValues;
  readonly feedback: readonly Float32Array[];
  readonly feedbackOrigin: FeedbackOrigin;
  readonly errors: KeptErrors | undefined;
  readonly plain: KeptErrors | undefined;
  readonly dead: readonly number[];
  readonly zeroSince: ReadonlyMap<number, number>;
}

/** A part's values, in memory of their own. */
export function valuesOf({ net }: RunState, part: Part): LayerValues {
  const values = new Float32Array(net.valuesSize(part));
  const updates = new Int32Array(part.to - part.from);
  net.copyOut(part, { values, updates });
  return { values, updates };
}

/** Call between two epochs. */
export async function noteBeginning(run: RunState, epoch: number, part: Part): Promise<Beginning> {
  const { net, memories, step, feedbackOrigin } = run;
  const feedback = net.feedback.map((B) => Float32Array.from(B.dataSync() as Float32Array));
  const [errors, plain] = [await memories.own?.keep(), await memories.plain?.keep()];
  const [dead, zeroSince] = [[...run.dead], new Map(run.zeroSince)];
  const layers = valuesOf(run, part);
  return { epoch, step, layers, feedback, feedbackOrigin, errors, plain, dead, zeroSince };
}

/** The run is where it was at the beginning. */
export function goBack(run: RunState, part: Part, beginning: Beginning): void {
  const { net, memories } = run;
  const { step, layers, feedback, feedbackOrigin, errors, plain } = beginning;
  net.copyIn(part, layers);
  net.setFeedback(feedback.map((values, i) => tensor2d(values.slice(), net.feedback[i]?.shape)));
  if (errors) memories.own?.restore(errors);
  if (plain) memories.plain?.restore(plain);
  run.record.dispose();
  run.dead.clear();
  for (const layer of beginning.dead) run.dead.add(layer);
  run.zeroSince.clear();
  for (const [layer, since] of beginning.zeroSince) run.zeroSince.set(layer, since);
  run.step = step;
  run.feedbackOrigin = feedbackOrigin;
}
