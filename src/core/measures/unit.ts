/** Units of measures, and the conversion of angles to cosines. */
import { cos } from '../random/portable';
import type { AnswerMeasure, SampleMeasure, Unit } from './measure';

/** The unit of one series. */
export const unitOf = ({ unit }: Pick<SampleMeasure | AnswerMeasure, 'unit'>, series: string): Unit =>
  typeof unit === 'string' ? unit : (unit[series] ?? 'number');

export const angleUnits = ['degrees', 'cosine'] as const;
/** How angles are shown. */
export type AngleUnit = (typeof angleUnits)[number];

/** The measures that are angles to backpropagation. */
export const angleKinds = ['gradient-angle', 'delta-angle', 'counterfactual'] as const;
export type AngleKind = (typeof angleKinds)[number];

/**
 * The cosine of a measured angle in degrees. Rounded to seven decimals, the precision of single-precision angles, so
 * that 90° gives 0.
 */
export const cosineOf = (degrees: number): number => {
  const rounded = Math.round(cos((degrees * Math.PI) / 180) * 1e7) / 1e7;
  return rounded === 0 ? 0 : rounded;
};
