/** The error memories of a run: the rule's own, and plain errors for the measures that compare with them. */

import { createDelayedMemory } from '../errorMemory/delayed';
import type { ErrorInformation } from '../errorMemory/errorInformation';
import {
  createErrorMemory,
  createOneHotMemory,
  type ErrorMemory,
  informationOf,
  type KeptErrors,
  type Memories,
  plainErrors,
} from '../errorMemory/memory';
import type { Kernels } from '../kernels';
import { needsErrors } from '../measures/taking/take';
import { gatherTargets } from '../samples/batches';
import type { Dataset } from '../samples/dataset';
import { everyOne } from '../trainer/places';
import type { RunSpec } from './spec';

/** Their contents, for checkpoints. */
export interface KeptMemories {
  readonly own?: KeptErrors;
  readonly plain?: KeptErrors;
}

/** Whether one number per sample determines the row. */
const isOneNumber = ({ transform }: ErrorInformation, { train }: Dataset): boolean =>
  transform.oneNumber && train.targets.kind === 'classes';

/** Numbers per training sample in each memory; undefined where the run has none. */
export function memoryWidths(
  spec: RunSpec,
  data: Dataset,
): { readonly own?: number; readonly plain?: number } {
  const information = informationOf(spec);
  return {
    ...(information ? { own: isOneNumber(information, data) ? 1 : data.outputs } : {}),
    ...(needsErrors(spec.measures) ? { plain: data.outputs } : {}),
  };
}

/**
 * @param kept contents from a checkpoint; otherwise memories start with the targets
 * @param pending samples of the last batches, whose errors are not available yet
 */
export function createMemories(
  spec: RunSpec,
  data: Dataset,
  kernels: Kernels,
  kept: KeptMemories,
  pending: readonly Uint32Array[] = [],
): Memories {
  const { size } = data.train;
  const rows = (): Float32Array => gatherTargets(data.train, everyOne(size), data.outputs);
  const information = informationOf(spec);
  const create = (of: ErrorInformation, errors: KeptErrors | undefined): ErrorMemory =>
    isOneNumber(of, data)
      ? createOneHotMemory(size, of, kernels, errors)
      : createErrorMemory(rows(), data.outputs, of, kernels, errors);
  const own = information && create(information, kept.own);
  const late = (available: ErrorMemory, of: ErrorInformation): ErrorMemory => {
    const newest = create(of, kept.own?.newest ? { rows: kept.own.newest } : kept.own);
    return createDelayedMemory(available, newest, spec.errorDelay, kernels, pending);
  };
  return {
    own: own && information && spec.errorDelay > 0 ? late(own, information) : own,
    plain: needsErrors(spec.measures)
      ? createErrorMemory(rows(), data.outputs, plainErrors(spec), kernels, kept.plain)
      : undefined,
  };
}

export async function keepMemories({ own, plain }: Memories): Promise<KeptMemories> {
  return {
    ...(own ? { own: await own.keep() } : {}),
    ...(plain ? { plain: await plain.keep() } : {}),
  };
}
