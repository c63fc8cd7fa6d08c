/** Training samples that a run still has to visit. */
import { epochSamples, type RunSpec } from '../../../core/run/spec';
import type { DataFacts } from '../../../notebook/records';

/** Before it begins, steps of epochs that leave classes out are not known: they count as whole ones. @param step batches done */
export function samplesIn(spec: RunSpec, { trainSize }: DataFacts, step: number): number {
  const perEpoch = epochSamples(spec, trainSize);
  const steps = Math.ceil(perEpoch / spec.batchSize) * spec.epochs;
  return Math.max(0, steps - step) * spec.batchSize;
}
