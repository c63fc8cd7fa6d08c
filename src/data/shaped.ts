/** A loaded data set with the shape of its samples, which its description knows. */
import type { Dataset } from '../core/samples/dataset';
import { type DatasetInfo, endsOf } from './spec';

export function shaped(
  dataset: Dataset,
  info: Pick<DatasetInfo, 'inputs' | 'outputs' | 'image'> | undefined,
): Dataset {
  const shape = info && endsOf(info).shape;
  return shape ? { ...dataset, shape } : dataset;
}
