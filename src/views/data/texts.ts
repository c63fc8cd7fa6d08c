/** What the cards say of a data set, in words. */
import type { DatasetInfo } from '../../data/spec';
import { count } from '../format';
import { bytesText } from '../parts/amounts';

/** "312 MB of 4 GB used" */
export const storageText = ({ used, quota }: { used: number; quota: number }): string =>
  `${bytesText(used)} of ${bytesText(quota)} used`;

function sampleWord({ image, inputs, task }: DatasetInfo): string {
  if (image) return image.channels === 3 ? 'colour images' : 'images';
  return inputs === 2 && task === 'classification' ? 'points' : 'rows';
}

/** Of the person's own tables inputs are counted: categories have become several. */
export function sizeLine(info: DatasetInfo, own: boolean): string {
  const { trainSize, testSize, inputs, outputs, task, image } = info;
  const word = sampleWord(info);
  const parts = [`${count(trainSize)} + ${count(testSize)} ${word}`];
  if (!image && word !== 'points') parts.push(`${count(inputs)} ${own ? 'inputs' : 'columns'}`);
  if (task === 'classification') parts.push(`${count(outputs)} classes`);
  else parts.push(outputs === 1 ? 'regression' : `${count(outputs)} targets`);
  return parts.join(' · ');
}

/** "28 × 28, grey" */
export function imageLine({ height, width, channels }: NonNullable<DatasetInfo['image']>): string {
  return `${width} × ${height}, ${channels === 3 ? 'colour' : 'grey'}`;
}
