/** The target of a sample, on the network's scale and as a class. */
import type { Dataset, Split } from '../../../../core/samples/dataset';

export interface Target {
  /** Its class; undefined for regression. */
  readonly label: number | undefined;
  /** y* [C], on the scale used in training: one-hot for a class. */
  readonly values: readonly number[];
}

export function targetOf({ targets }: Split, sample: number, outputs: number): Target {
  if (targets.kind === 'values')
    return {
      label: undefined,
      values: [...targets.values.subarray(sample * outputs, (sample + 1) * outputs)],
    };
  const label = targets.labels[sample];
  return { label, values: Array.from({ length: outputs }, (_, i) => (i === label ? 1 : 0)) };
}

/** Converts a predicted or true value to the target's unit. */
export function rawValue(value: number, { targetScale }: Pick<Dataset, 'targetScale'>): number {
  return targetScale ? value * targetScale.deviation + targetScale.mean : value;
}
