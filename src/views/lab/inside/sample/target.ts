/** What is right for one sample, as the network and as a person has it. */
import type { Dataset, Split } from '../../../../core/samples/dataset';

export interface Target {
  /** Its class; undefined where numbers are predicted. */
  readonly label: number | undefined;
  /** y* [C], on the scale that is trained on: one-hot of a class. */
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

/** A predicted or true number in its own unit: "5.43 points". */
export function rawValue(value: number, { targetScale }: Pick<Dataset, 'targetScale'>): number {
  return targetScale ? value * targetScale.deviation + targetScale.mean : value;
}
