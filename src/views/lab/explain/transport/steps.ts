/** What happens to one sample in a step, in the order in which it is told, in one sentence each. */
import { amount, count, threeDigits } from '../../../../core/format';
import { isUpdateLocked, needsWeightTransport, type Rule } from '../../../../core/rules/rule';
import type { RunSpec } from '../../../../core/run/spec';
import { feedbackLabel, layerLabel, sub } from '../../inside/labels';

export const stepIds = ['forward', 'error', 'copy', 'feedback', 'update', 'stale'] as const;
export type StepId = (typeof stepIds)[number];

export const stepNames: Readonly<Record<StepId, string>> = {
  forward: 'Forward',
  error: 'Error',
  copy: 'Wires back',
  feedback: 'Feedback',
  update: 'Update',
  stale: 'After the update',
};

export interface Told {
  readonly rule: Rule;
  /** The hidden layer that is shown. */
  readonly layer: number;
  /** K */
  readonly last: number;
  /** Weights that are copied before each update. */
  readonly copied: number;
  /** Batches done. */
  readonly steps: number;
  /** Whether B stays. */
  readonly redraw: RunSpec['feedbackRedraw'];
  /** The epoch of the visit that left the error that F³ feeds; undefined before the first. */
  readonly visited: number | undefined;
  /** What the last step did to the copy; undefined where none was made since. */
  readonly moved: Moved | undefined;
}

/** How the weights moved away from a copy of some of them. */
export interface Moved {
  readonly steps: number;
  readonly shown: number;
  readonly differ: number;
  /** Mean size of the differences. */
  readonly mean: number;
}

/** @param copy what was copied @param now the same entries after an update */
export function movedBy(copy: Float32Array, now: Float32Array, steps: number): Moved {
  const differences = Array.from(copy, (value, i) => Math.abs(value - (now[i] as number)));
  return {
    steps,
    shown: copy.length,
    differ: differences.filter((one) => one > 0).length,
    mean: differences.reduce((sum, one) => sum + one, 0) / Math.max(1, copy.length),
  };
}

const above = ({ layer, last }: Told): string =>
  last > layer + 1
    ? `W${sub(layer + 1)} ${last > layer + 2 ? '…' : 'and'} W${sub(last)}`
    : `W${sub(layer + 1)}`;

/** All weights that backpropagation copies. */
const allCopied = ({ last }: Told): string =>
  last > 2 ? `W₂ ${last > 3 ? '…' : 'and'} W${sub(last)}` : 'W₂';

const forward = ({ last }: Told): string =>
  `The sample runs forward through W₁${last > 2 ? ' … ' : ' and '}W${sub(last)} to the output.`;

function error(told: Told): string {
  const { rule, last, visited } = told;
  if (rule.path === 'layerwise') return `The output layer knows at once how wrong it was: δ${sub(last)}.`;
  if (rule.path === 'none') return 'The output layer knows its error. No other layer is given anything.';
  if (rule.signal === 'target')
    return 'There is no need to wait for the error: the target y* is fed instead.';
  if (rule.signal !== 'delayed-error') return 'The output is there, and with it the error e = y* − y.';
  if (visited === undefined)
    return 'This sample has left no error yet, so the target y* is fed, as DRTP does.';
  return visited === 0
    ? 'The error that is fed is from the pass before training.'
    : `The current error is stored for the next visit. The one that is fed is from epoch ${visited}.`;
}

/** What backpropagation has sent by now. */
const soFar = ({ copied, steps }: Told): string =>
  steps > 1 ? `, at every step: ${amount(copied * steps)} numbers in ${count(steps)} steps` : '';

function copy(told: Told): string {
  const { rule, layer, copied, redraw } = told;
  if (rule.path === 'none') return 'There are no feedback wires: hidden layers keep their initial weights.';
  if (needsWeightTransport(rule))
    return `The error needs the same wires backwards: ${count(copied)} weights of ${allCopied(told)} are copied${soFar(told)}.`;
  const label = labelOf(rule, layer);
  if (redraw.startsWith('copy'))
    return `The wires back, ${label}, are set to the forward weights from time to time, and stay fixed in between.`;
  if (redraw !== 'never')
    return `The wires back, ${label}, are redrawn at random from time to time. No weight is copied.`;
  return `The wires back, ${label}, were drawn at random once. No weight is copied.`;
}

const labelOf = (rule: Rule, layer: number): string => feedbackLabel(rule, layer) ?? `W${sub(layer + 1)}ᵀ`;

function feedback(told: Told): string {
  const { rule, layer, last } = told;
  const label = labelOf(rule, layer);
  if (rule.path === 'none') return 'Nothing is fed back.';
  if (rule.path === 'input')
    return 'The error, through Fᵀ, is taken from the input, and a second pass shows each unit what to change.';
  if (rule.path === 'layerwise')
    return `δ${sub(layer + 1)} goes back through ${label}: each unit of ${layerLabel(layer, last)} gets its share of the blame.`;
  return `What is fed goes straight to ${layerLabel(layer, last)} through ${label}: each unit gets its own weighted sum.`;
}

function update({ rule, last }: Told): string {
  if (rule.path === 'none') return `W${sub(last)} alone moves, against its own gradient.`;
  const all = 'Every layer moves its weights against δ times its input.';
  return isUpdateLocked(rule) ? all : `${all} Hidden layers have done so on the way up, before the output.`;
}

function stale(told: Told): string {
  const { rule, layer, copied, moved } = told;
  const name = above(told);
  if (!needsWeightTransport(rule))
    return rule.path === 'none'
      ? `W${sub(told.last)} has moved; the layers below stay as they are.`
      : `${name} moved, ${labelOf(rule, layer)} did not, and nothing is sent: over many steps, ${name} comes to align with it.`;
  const again = `${count(copied)} weights must be copied again.`;
  if (!moved || moved.steps === 0)
    return `${allCopied(told)} ${told.last > 2 ? 'move' : 'moves'} with every update, the copy does not: ${again}`;
  const steps = moved.steps === 1 ? 'One step' : `${count(moved.steps)} steps`;
  return `${steps} on, ${count(moved.differ)} of the ${count(moved.shown)} copies looked at are wrong, by ${threeDigits(moved.mean)} on average: ${again}`;
}

const sentences: Readonly<Record<StepId, (told: Told) => string>> = {
  forward,
  error,
  copy,
  feedback,
  update,
  stale,
};

export const sentenceOf = (step: StepId, told: Told): string => sentences[step](told);

/** On the border between the lanes. */
export function pillOf(step: StepId, { rule, copied, moved, redraw }: Told): string {
  if (rule.path === 'none') return 'no wires back';
  if (!needsWeightTransport(rule))
    return redraw === 'never' ? 'never copied' : redraw.startsWith('copy') ? 'copied from W' : 'redrawn';
  if (step === 'stale' || (moved && moved.steps > 0)) return 'stale, copy again';
  return `copy ${count(copied)} weights`;
}
