/** Reads samples as they are trained on. */
import type { Dataset } from './dataset';

/** What reading a sample needs of its data set. */
export type Normalisation = Pick<Dataset, 'mean' | 'deviation' | 'inputs' | 'outputs'>;

type Row = (out: Float32Array, to: number, source: ArrayLike<number>, from: number) => void;

/** Copies one raw sample, standardised: by the same two numbers for all inputs, or by two for each. */
export function rowReader({ inputs: width, mean, deviation }: Normalisation): Row {
  if (typeof mean === 'number' && typeof deviation === 'number') {
    const scale = 1 / deviation;
    return (out, to, source, from) => {
      for (let j = 0; j < width; j++) out[to + j] = ((source[from + j] as number) - mean) * scale;
    };
  }
  const each = (value: number | Float32Array) =>
    typeof value === 'number' ? new Float64Array(width).fill(value) : Float64Array.from(value);
  const means = each(mean);
  const scales = each(deviation).map((value) => 1 / value);
  return (out, to, source, from) => {
    for (let j = 0; j < width; j++)
      out[to + j] = ((source[from + j] as number) - (means[j] as number)) * (scales[j] as number);
  };
}
