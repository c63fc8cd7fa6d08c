/**
 * The terms of rules' formulas, in full, for one training sample as a batch of its own: for small networks, whose
 * formulas are checked by their numbers. All terms belong to the same weights. Read-only, with one read-back.
 */
import { onesLike, type Tensor2D } from '@tensorflow/tfjs-core';
import '../../ops';
import { rowsOf, wouldStore } from '../../errorMemory/stored';
import { dzInside } from '../../network/layer';
import { activationsOf, valuesOf } from '../../passes/values';
import type { RuleId } from '../../rules';
import { type Batch, gatherBatch } from '../../samples/batches';
import { now } from '../../trainer/clock';
import { stepsBefore } from '../../trainer/epochSteps';
import { lastVisit, samplesOfStep } from '../../trainer/order';
import type { RunState } from '../state';
import { readBack, type Wanted } from './readBack';
import { fedBy, guidedBy, passThrough, type Recorded } from './tracePass';

export interface TermsRequest {
  /** Rules whose own terms are returned, at the run's weights. All but the run's own rule get the seed's initial B. */
  readonly rules: readonly RuleId[];
}

/** Row-major. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/**
 * Terms by name, for K layers.
 * Of the network: "h 1" … "h K−1" and their f', "slope 1" … [1, n_i]; "y", "target" and "error" (y* − y) [1, C];
 * "W 2" … "W K" [n_{i-1}, n_i]; with an error memory "stored" [1, C] or [1, 1], what it would store at this visit.
 * Of each rule, where it has them: "dfa/E" [1, C] as the rule gets it; "dfa/B 1", "dfa/B 2" …; "dfa/dh 1" … and
 * "dfa/dz 1" … [1, n_i]; "dfa/gradient 2" … "dfa/gradient K" of W, as the optimizer gets it.
 * W_1 and its gradient, which no delta depends on, are left out: they would be most of the numbers.
 */
export type TermValues = Readonly<Record<string, Matrix>>;

export interface Terms {
  /** Number of completed batches. */
  readonly step: number;
  /** The current epoch, or the last completed one; 0 before training. */
  readonly epoch: number;
  readonly seconds: number;
  /** Index of the training sample: the next step's first; after the last step, the first of the last epoch. */
  readonly sample: number;
  /** Epoch of its last visit; undefined before the first, and without an error memory. */
  readonly visited: number | undefined;
  readonly values: TermValues;
}

function sampleOf(run: RunState): number {
  const { step, sampler, spec } = run;
  const lastEpoch = samplesOfStep(run, stepsBefore(sampler.steps, spec.epochs) + 1);
  return samplesOfStep(run, step + 1)[0] ?? lastEpoch[0] ?? 0;
}

/** Terms of the network alone; call inside tidy. */
function networkTerms({ net, spec, memories, sampler }: RunState, { x, target }: Batch): Wanted {
  const h = activationsOf(net, valuesOf(net, x));
  const last = net.layers.length;
  const y = h[last] as Tensor2D;
  const all: Wanted = { y, target, error: net.head.error(y, target) };
  if (memories.own) all.stored = wouldStore(spec, y, target, rowsOf(memories.own, sampler.train));
  for (const [i, layer] of net.layers.entries()) {
    if (i > 0 && layer.description.wired) all[`W ${i + 1}`] = layer.weights;
    if (i + 1 === last) continue;
    const own = h[i + 1] as Tensor2D;
    all[`h ${i + 1}`] = own;
    all[`slope ${i + 1}`] = dzInside(layer, onesLike(own), h[i] as Tensor2D, own);
  }
  return all;
}

/** Terms of one rule; call inside tidy. @param record filled; the caller disposes its tensors */
function ruleTerms(run: RunState, id: RuleId, batch: Batch, y: Tensor2D, record: Recorded): Wanted {
  const guided = guidedBy(run, id, batch);
  passThrough(run.net, guided, batch, record);
  const { rule, feedback } = guided.guide;
  const all: Wanted = {};
  if (rule.path === 'direct') all[`${id}/E`] = fedBy(run.net, guided, batch, y);
  for (const [i, B] of feedback.entries()) all[`${id}/B ${i + 1}`] = B;
  for (const name of ['dh', 'dz'] as const)
    for (const [layer, delta] of record[name]) all[`${id}/${name} ${layer}`] = delta;
  for (const [layer, gradient] of record.gradients) if (layer > 1) all[`${id}/gradient ${layer}`] = gradient;
  return all;
}

const nothing = (): Recorded => ({
  dh: new Map(),
  dz: new Map(),
  gradients: new Map(),
  input: new Map(),
  all: [],
});

/** Uses the network's state at the time of the call; frees the tensors of the passes. */
async function readTerms(run: RunState, sample: number, ids: readonly RuleId[]): Promise<TermValues> {
  const records = ids.map((id) => ({ id, record: nothing() }));
  const shapes = new Map<string, readonly number[]>();
  try {
    const read = await readBack(() => {
      const batch = gatherBatch(run.data, run.data.train, Uint32Array.of(sample));
      const all = networkTerms(run, batch);
      for (const { id, record } of records)
        Object.assign(all, ruleTerms(run, id, batch, all.y as Tensor2D, record));
      for (const [name, one] of Object.entries(all)) if (one) shapes.set(name, one.shape);
      return all;
    });
    return Object.fromEntries(
      [...shapes].map(([name, [rows = 0, columns = 0]]) => [
        name,
        { rows, columns, values: read[name] ?? new Float32Array() },
      ]),
    );
  } finally {
    for (const { record } of records) for (const one of record.all) one.dispose();
  }
}

export async function inspectTerms(run: RunState, { rules: ids }: TermsRequest): Promise<Terms> {
  const from = now();
  const { step, epoch } = run;
  const sample = sampleOf(run);
  // Before the first await: the run may continue meanwhile.
  const visited = lastVisit(run, sample);
  const values = await readTerms(run, sample, ids);
  return { step, epoch, sample, visited, values, seconds: (now() - from) / 1000 };
}
