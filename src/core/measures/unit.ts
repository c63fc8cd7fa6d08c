/** In which unit the numbers of a measure are, and what else can be read from an angle. */
import { cos } from '../random/portable';
import type { AnswerMeasure, SampleMeasure, Unit } from './measure';

/** Of one series; all of a measure have the same unless it says otherwise. */
export const unitOf = ({ unit }: Pick<SampleMeasure | AnswerMeasure, 'unit'>, series: string): Unit =>
  typeof unit === 'string' ? unit : (unit[series] ?? 'number');

/**
 * The cosine of a measured angle in degrees: the same measurement in another unit. Angles have single precision, which
 * leaves seven decimals of a cosine: 90° is 0.
 */
export const cosineOf = (degrees: number): number => {
  const rounded = Math.round(cos((degrees * Math.PI) / 180) * 1e7) / 1e7;
  return rounded === 0 ? 0 : rounded;
};
