/** Pixels from 0 to 1 in place of standardised ones. */
import { Refusal } from '../run/refusal';
import type { RunSpec } from '../run/spec';
import type { Dataset } from './dataset';

/** The largest byte. */
const WHITE = 255;

/**
 * The data set, read in the scale that a run asks for; the samples are shared, and every backend reads them by `mean` and
 * `deviation`.
 * @throws {Refusal} where its inputs are no bytes
 */
export function scaledData({ inputScale }: Pick<RunSpec, 'inputScale'>, data: Dataset): Dataset {
  if (inputScale === 'standardised') return data;
  if (!(data.train.inputs instanceof Uint8Array))
    throw new Refusal(
      'Inputs: “unit” needs pixels, and this data set has columns in units of their own. Choose standardised.',
    );
  return { ...data, mean: 0, deviation: WHITE };
}
