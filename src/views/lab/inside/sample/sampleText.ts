/** Texts of a sample of a table or a point: its first inputs as written in the file, and its target. */
import { fileValue, threeDigits } from '../../../../core/format';
import type { Dataset } from '../../../../core/samples/dataset';
import type { DatasetInfo } from '../../../../data/spec';
import { rawValue, targetOf } from './target';

export interface Field {
  readonly name: string;
  readonly value: string;
}
export interface SampleText {
  readonly inputs: readonly Field[];
  /** Number of inputs not shown. */
  readonly more: number;
  readonly target: Field | undefined;
}

const MOST = 8;

/**
 * The value as written in the file, within single precision: "77,516", "0.9978".
 * @param offset subtracted from the value before conversion to single precision, which preserves more digits
 */
function rawText(value: number, offset = 0): string {
  const more = offset === 0 ? 0 : Math.ceil(Math.log10(Math.abs(value / (value - offset))));
  const digits = Math.min(15, 6 + Math.max(0, more));
  return fileValue(value, digits);
}

const targetText = (value: number): string => rawText(Number(value.toPrecision(6)));

/** Characters of a true value that fit beside its output. */
const BESIDE = 9;
/** The true value as in the sample's text, or with three digits if that is too long. */
export function truthText(value: number): string {
  const text = targetText(value);
  return text.length > BESIDE ? threeDigits(value) : text;
}

/** "airplane", or the class number if it has no name. */
export const className = ({ classNames }: Pick<DatasetInfo, 'classNames'>, label: number): string =>
  classNames?.[label] ?? String(label);

type Known = Pick<DatasetInfo, 'classNames' | 'inputNames' | 'targetName'>;

/** Which of a data set's parts a sample is from. */
export type Part = 'train' | 'test';

function targetField(info: Known, dataset: Dataset, sample: number, part: Part): Field {
  const { label, values } = targetOf(dataset[part], sample, dataset.outputs);
  const name = info.targetName ?? (label === undefined ? 'target' : 'class');
  if (label !== undefined) return { name, value: className(info, label) };
  const unit = dataset.targetScale?.unit;
  const [first = Number.NaN] = values.map((value) => rawValue(value, dataset));
  const text = values.length > 1 ? `${threeDigits(first)}, …` : targetText(first);
  return { name, value: unit ? `${text} ${unit}` : text };
}

export function sampleText(info: Known, dataset: Dataset, sample: number, part: Part = 'train'): SampleText {
  const { inputs: width, offset } = dataset;
  const split = dataset[part];
  const shown = Math.min(width, MOST);
  const inputs = Array.from({ length: shown }, (_, i): Field => {
    const kept = split.inputs[sample * width + i];
    const own = offset?.[i] ?? 0;
    const value = kept === undefined ? '–' : rawText(kept + own, own);
    return { name: info.inputNames?.[i] ?? `input ${i}`, value };
  });
  const target = sample < split.size ? targetField(info, dataset, sample, part) : undefined;
  return { inputs, more: width - shown, target };
}
