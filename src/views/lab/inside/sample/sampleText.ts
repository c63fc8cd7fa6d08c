/** A sample of a table or a point in words: its first inputs as they stand in the file, and what is right for it. */
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
  /** How many inputs are not among them. */
  readonly more: number;
  readonly target: Field | undefined;
}

const MOST = 8;

/**
 * As the file has it, as far as single precision goes: "77,516", "0.9978".
 * @param offset what was taken from it before single precision cost digits: as many more are known
 */
function rawText(value: number, offset = 0): string {
  const more = offset === 0 ? 0 : Math.ceil(Math.log10(Math.abs(value / (value - offset))));
  const digits = Math.min(15, 6 + Math.max(0, more));
  return fileValue(value, digits);
}

const targetText = (value: number): string => rawText(Number(value.toPrecision(6)));

/** Letters of a true number that have room beside its output. */
const BESIDE = 9;
/** The true number as the sample's text has it, with three digits where that is too long. */
export function truthText(value: number): string {
  const text = targetText(value);
  return text.length > BESIDE ? threeDigits(value) : text;
}

/** "airplane", or the number of a class without a name. */
export const className = ({ classNames }: Pick<DatasetInfo, 'classNames'>, label: number): string =>
  classNames?.[label] ?? String(label);

type Known = Pick<DatasetInfo, 'classNames' | 'inputNames' | 'targetName'>;

function targetField(info: Known, dataset: Dataset, sample: number): Field {
  const { label, values } = targetOf(dataset.train, sample, dataset.outputs);
  const name = info.targetName ?? (label === undefined ? 'target' : 'class');
  if (label !== undefined) return { name, value: className(info, label) };
  const unit = dataset.targetScale?.unit;
  const [first = Number.NaN] = values.map((value) => rawValue(value, dataset));
  const text = values.length > 1 ? `${threeDigits(first)}, …` : targetText(first);
  return { name, value: unit ? `${text} ${unit}` : text };
}

export function sampleText(info: Known, dataset: Dataset, sample: number): SampleText {
  const { inputs: width, train, offset } = dataset;
  const shown = Math.min(width, MOST);
  const inputs = Array.from({ length: shown }, (_, i): Field => {
    const kept = train.inputs[sample * width + i];
    const own = offset?.[i] ?? 0;
    const value = kept === undefined ? '–' : rawText(kept + own, own);
    return { name: info.inputNames?.[i] ?? `input ${i}`, value };
  });
  const target = sample < train.size ? targetField(info, dataset, sample) : undefined;
  return { inputs, more: width - shown, target };
}
