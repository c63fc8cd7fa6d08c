/** The scale of the bars from which feedback starts: fixed where values are bounded, else locked at first sight. */
import { errorTransforms } from '../../../../../core/errorMemory/transforms';
import { powerOfTen } from '../../../../../core/random/portable';
import type { Rule } from '../../../../../core/rules/rule';
import type { Experiment } from '../../../../../core/run/spec';

export interface SignalScale {
  /** 0, or −high where values have signs. */
  readonly low: number;
  readonly high: number;
}

type Settings = Pick<Experiment, 'outputActivation' | 'errorTransform'>;

/** The next of 1, 2, 5 times a power of ten. */
function niceCeiling(value: number): number {
  const power = powerOfTen(Math.floor(Math.log10(value)));
  return ([1, 2, 5, 10].find((mark) => mark * power >= value * (1 - 1e-6)) ?? 10) * power;
}

/**
 * Of classes targets are 0 or 1, what a softmax or sigmoid misses lies between −1 and 1, and the one number of the
 * right class, 1 − y, between 0 and 1. Numbers to be predicted and gradients of a loss have no bounds.
 * @param locked the largest size of a value when the run was first looked at; 0 while it is not known
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
