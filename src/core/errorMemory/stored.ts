/** Rows of an error memory that a run uses, their norms, and what it would store at the current weights. */
import { gather, sum, type Tensor2D, tensor1d, tidy } from '@tensorflow/tfjs-core';
import '../ops';
import { rules } from '../rules';
import { storesLossGradient } from '../rules/rule';
import { epochSamples, type RunSpec } from '../run/spec';
import { type ErrorMemory, informationOf, memoryContext } from './memory';

/** The rows [n, width] of these samples, ascending indices into the training set; call inside tidy. */
export function rowsOf(memory: ErrorMemory, samples: Uint32Array): Tensor2D {
  const all = memory.all();
  if (samples.length === all.shape[0]) return all;
  return gather(all, tensor1d(Int32Array.from(samples), 'int32'));
}

/** Euclidean norm of the row of each of these samples, [n]. @param samples as in `rowsOf` */
export async function rowNorms(memory: ErrorMemory, samples: Uint32Array): Promise<Float32Array> {
  const sizes = tidy(() => sum(rowsOf(memory, samples).square(), 1).sqrt());
  try {
    return (await sizes.data()) as Float32Array;
  } finally {
    sizes.dispose();
  }
}

/**
 * The rows [N, width] that the rule would store for these samples in a full batch; call inside tidy.
 * @param y [N, C] @param target [N, C]
 * @param rows those of all samples that the run may visit, [n, width], of which only the shape is used
 * @throws Error if the rule has no memory
 */
export function wouldStore(spec: RunSpec, y: Tensor2D, target: Tensor2D, rows: Tensor2D): Tensor2D {
  const rule = rules[spec.rule];
  const information = informationOf(spec);
  if (!information) throw new Error(`${rule.name} remembers nothing.`);
  const [n, width] = rows.shape;
  const [samples, outputs] = y.shape;
  const values = information.remember(memoryContext(information, y, target));
  const own = width === outputs ? values : (sum(values.mul(target), 1, true) as Tensor2D);
  // The loss is averaged over a full batch, not over these samples.
  const full = Math.min(spec.batchSize, epochSamples(spec, n));
  return storesLossGradient(rule) && !information.perSample ? own.mul(samples / full) : own;
}
