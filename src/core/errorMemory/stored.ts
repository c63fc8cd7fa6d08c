/** What an error memory would store at the current weights, and the norms of what it holds. */
import { sum, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import '../ops';
import { rules } from '../rules';
import { storesLossGradient } from '../rules/rule';
import { epochSamples, type RunSpec } from '../run/spec';
import { type ErrorMemory, informationOf, memoryContext } from './memory';

/** Euclidean norm of every row, [n]. */
export async function sizesOf(memory: ErrorMemory): Promise<Float32Array> {
  const sizes = tidy(() => sum(memory.all().square(), 1).sqrt());
  try {
    return (await sizes.data()) as Float32Array;
  } finally {
    sizes.dispose();
  }
}

/**
 * The rows [N, width] that the rule would store for these samples in a full batch; call inside tidy.
 * @param y [N, C] @param target [N, C] @param rows the memory [n, width], of which only the shape is used
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
