/** Texts of the runs' answers to one sample. */
import { rules } from '../../../../../core/rules';
import type { Answers } from '../../../../../core/run/inspect/answers';
import type { Experiment, RunId } from '../../../../../core/run/spec';
import type { Dataset } from '../../../../../core/samples/dataset';
import type { RunRef } from '../../../../../store/run/series';
import { truthText } from '../../../inside/sample/sampleText';
import { rawValue } from '../../../inside/sample/target';
import { certaintyOf, classOf, NO_ANSWER } from '../certainty';

/** How answers are written. */
export interface Wording {
  readonly activation: Experiment['outputActivation'];
  readonly classes: boolean;
  readonly name: (label: number) => string;
  readonly targetScale: Dataset['targetScale'];
}

export interface AnswerRow {
  readonly ref: RunRef;
  /** y [C]; undefined before the first answer. */
  readonly outputs: Float32Array | undefined;
  /** "7", "5.43 °C", or why there is none. */
  readonly answer: string;
  /** Of the answer; undefined without classes or without an answer. */
  readonly certainty: number | undefined;
  readonly certaintyText: string;
  /** Undefined where the right class is not known. */
  readonly right: boolean | undefined;
}

function valueText(outputs: Float32Array, { targetScale }: Wording): string {
  const unit = targetScale?.unit;
  const [first = Number.NaN] = outputs;
  if (Number.isNaN(first)) return NO_ANSWER;
  const text = truthText(rawValue(first, targetScale ? { targetScale } : {}));
  const more = outputs.length > 1 ? ', …' : '';
  return unit ? `${text}${more} ${unit}` : `${text}${more}`;
}

/** @param truthFor the right class of what a run has answered, where it is known */
export function answerRows(
  refs: readonly RunRef[],
  answers: ReadonlyMap<RunId, Answers>,
  wording: Wording,
  truthFor: (ref: RunRef) => number | undefined,
): AnswerRow[] {
  const { text } = certaintyOf(wording.activation);
  return refs.map((ref): AnswerRow => {
    const outputs = answers.get(ref.id)?.outputs;
    const none = { ref, outputs, certainty: undefined, certaintyText: '', right: undefined };
    if (!outputs) return { ...none, answer: '' };
    if (!wording.classes) return { ...none, answer: valueText(outputs, wording) };
    const best = classOf(outputs);
    if (!best) return { ...none, answer: NO_ANSWER };
    const { label, certainty } = best;
    const truth = truthFor(ref);
    const right = truth === undefined ? undefined : label === truth;
    return { ref, outputs, answer: wording.name(label), certainty, certaintyText: text(certainty), right };
  });
}

/** "BP: 7, 99 %, right. DFA: 1, 63 %, wrong." */
export function rowsText(rows: readonly AnswerRow[]): string {
  const said = rows.filter(({ outputs }) => outputs !== undefined);
  if (said.length === 0) return 'No network has answered yet.';
  const sentences = said.map(({ ref, answer, certaintyText, right }) => {
    const mark = right === undefined ? [] : [right ? 'right' : 'wrong'];
    return `${rules[ref.rule].name}: ${[answer, certaintyText, ...mark].filter(Boolean).join(', ')}.`;
  });
  return sentences.join(' ');
}

/** "0: 1 %, 1: 97 %, …" */
export function outputsText(outputs: Float32Array, { name, activation }: Wording): string {
  const { text } = certaintyOf(activation);
  return Array.from(outputs, (value, label) => `${name(label)}: ${text(value)}`).join(', ');
}
