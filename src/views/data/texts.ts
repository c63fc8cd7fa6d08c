/** Texts of the Data page. */
import { bytesText, count, fileValue } from '../../core/format';
import type { FileProfile, ImportChoices } from '../../data/import/table/table';
import type { DataFile, DatasetInfo, Task } from '../../data/spec';

/** "312 MB of 4 GB used" */
export const storageText = ({ used, quota }: { used: number; quota: number }): string =>
  `${bytesText(used)} of ${bytesText(quota)} used`;

function sampleWord({ image, inputs, task }: DatasetInfo): string {
  if (image) return image.channels === 3 ? 'colour images' : 'images';
  return inputs === 2 && task === 'classification' ? 'points' : 'rows';
}

/** For own tables it gives the number of inputs, because categories become several inputs. */
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

/** Letters that fit on a card's two lines. */
const LINE = 60;

/** Inputs and target of a table that is not here yet: "MWG, NWG, KWG, … → run time". */
export function columnsLine({
  inputNames = [],
  inputs,
  targetName = 'target',
}: Pick<DatasetInfo, 'inputNames' | 'inputs' | 'targetName'>): string {
  const line = (shown: number) => {
    const rest = inputs > shown ? ['…'] : [];
    return `${[...inputNames.slice(0, shown), ...rest].join(', ')} → ${targetName}`;
  };
  let shown = 0;
  while (shown < inputNames.length && line(shown + 1).length <= LINE) shown += 1;
  return line(shown);
}

/** Number of images in an array of this many bytes. */
export const imagesIn = (
  bytes: number,
  { height, width, channels }: NonNullable<DatasetInfo['image']>,
): number => Math.floor(bytes / (height * width * channels));

/** "CC BY 4.0 · Becker and Kohavi, UCI Machine Learning Repository 2, 1996": the licence comes first, because the end may be cut off. */
export const originLine = ({ licence, source }: Pick<DatasetInfo, 'licence' | 'source'>): string => {
  const [short = licence] = licence.split(/[;,]/);
  const words = short === 'none stated' ? 'No licence stated' : short === 'yours' ? 'Yours' : short;
  return `${words} · ${source.replace(/\.$/, '')}`;
};

/** What is verified before files are used. For a packed file the checksum of the plain bytes is enough. */
export function checkedLine(files: readonly Pick<DataFile, 'plain'>[]): string {
  const sums = files.every(({ plain }) => plain !== undefined);
  return `Each may be packed (.gz) or not. ${
    sums
      ? 'Its SHA-256 is compared with the published one before it is used.'
      : 'Its SHA-256 is compared with the published one if there is one for that form; otherwise the lab only checks that the file can be read.'
  }`;
}

/** First rows of a table as text: raw numbers, and the class by name. */
export function rowTexts(
  { classNames, task }: Pick<DatasetInfo, 'classNames' | 'task'>,
  rows: readonly (readonly number[])[],
): readonly (readonly string[])[] {
  const text = (value: number, isTarget: boolean): string =>
    (isTarget && task === 'classification' ? classNames?.[value] : undefined) ?? fileValue(value);
  return rows.map((row) => row.map((value, place) => text(value, place === row.length - 1)));
}

/** Both tasks, with the number of classes if known. */
export function taskChoices(
  { columns }: Pick<FileProfile, 'columns'>,
  { target, task }: Pick<ImportChoices, 'target' | 'task'>,
  outcome: { readonly outputs: number } | undefined,
): readonly { readonly id: Task; readonly name: string }[] {
  const counted = task === 'classification' ? outcome?.outputs : undefined;
  const distinct = columns.find(({ name }) => name === target)?.distinct ?? counted;
  const known = distinct !== undefined && Number.isFinite(distinct);
  return [
    { id: 'classification', name: known ? `${distinct} classes` : 'Classes' },
    { id: 'regression', name: 'Regression' },
  ];
}
