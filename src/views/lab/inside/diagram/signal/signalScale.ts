/** The scale of the feedback source's bars: fixed if values are bounded, else locked at the first inspection. */
import { errorTransforms } from '../../../../../core/errorMemory/transforms';
import { powerOfTen } from '../../../../../core/random/portable';
import type { Rule } from '../../../../../core/rules/rule';
import type { Experiment } from '../../../../../core/run/spec';

export interface SignalScale {
  /** 0, or −high if values are signed. */
  readonly low: number;
  readonly high: number;
}

type Settings = Pick<Experiment, 'outputActivation' | 'errorTransform'>;

/** Rounds up to 1, 2 or 5 times a power of ten. */
function niceCeiling(value: number): number {
  const power = powerOfTen(Math.floor(Math.log10(value)));
  return ([1, 2, 5, 10].find((mark) => mark * power >= value * (1 - 1e-6)) ?? 10) * power;
}

/**
 * For classes, targets are 0 or 1, errors of softmax or sigmoid outputs lie between −1 and 1, and the single number
 * stored for the true class, 1 − y, between 0 and 1. Regression targets and loss gradients are unbounded.
 * @param locked the largest absolute value when the run was first inspected; 0 while unknown
 */
export function signalScale(
  rule: Rule,
  { outputActivation, errorTransform }: Settings,
  isClass: boolean,
  locked: number,
): SignalScale {
  const around = (high: number): SignalScale => ({ low: -high, high });
  const free = around(locked > 0 ? niceCeiling(locked) : 1);
  if (!isClass) return free;
  if (rule.signal === 'target') return { low: 0, high: 1 };
  if (rule.signal === 'delayed-error' && rule.stores === 'loss-gradient') return free;
  const { oneNumber, softmax } = errorTransforms[errorTransform];
  const isDelayed = rule.signal === 'delayed-error';
  if (outputActivation === 'linear' && !(isDelayed && softmax)) return free;
  return isDelayed && oneNumber ? { low: 0, high: 1 } : around(1);
}
