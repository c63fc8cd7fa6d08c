/**
 * Which settings a script can express. What it cannot is refused by name, and so is a setting that this file does not
 * know, unless it has its neutral value: a script is never another experiment.
 */
import { blockLayerOf, layerText } from '../../core/blocks/hidden';
import { count, inDigits } from '../../core/format';
import { optimizers } from '../../core/optimizers';
import type { Optimizer } from '../../core/optimizers/optimizer';
import { rules } from '../../core/rules';
import { needsWeightTransport, type Rule } from '../../core/rules/rule';
import { isMet, type Setting } from '../../core/run/setting';
import { settings } from '../../core/run/settings';
import { epochSamples, plainSettings, type RunSpec } from '../../core/run/spec';
import type { Dataset } from '../../core/samples/dataset';
import type { FieldKey } from '../../experiment/fields/field';
import { fields } from '../../experiment/fields/fields';
import { NotExpressible } from '../network';
import { experimentOf } from './experimentOf';
import { activationPieces, outputPieces } from './pieces/activations';
import { informationPieces } from './pieces/information';
import { lossPieces } from './pieces/losses';
import { optimizerPieces } from './pieces/optimizers';
import { rulePieces } from './pieces/rules';
import { schedulePieces } from './pieces/schedules';

/** Their effect is in the arrays: data, weights, B and batches. */
const drawn = [
  ...(['dataset', 'seed', 'inputScale', 'trainingSamples', 'classes', 'labelNoise'] as const),
  ...([
    'startFrom',
    'weightInit',
    'weightDeviation',
    'feedbackInit',
    'feedbackDeviation',
    'feedbackSharing',
  ] as const),
  ...(['batchOrder', 'epochShare'] as const),
];
/** The script is written from them. */
const written = [
  ...([
    'rule',
    'hidden',
    'activation',
    'outputActivation',
    'loss',
    'lossReduction',
    'bias',
    'freeze',
  ] as const),
  ...(['feedbackReduction', 'errorTransform', 'errorInit', 'lossErrorScale'] as const),
  ...(['optimizer', 'optimizerOptions', 'learningRate', 'schedule', 'scheduleOptions'] as const),
  ...(['batchSize', 'epochs'] as const),
];
/** Left out: they change no curve. */
const ignored = ['measures'] as const;

export const expressedSettings: ReadonlySet<string> = new Set([...drawn, ...written, ...ignored]);

/** What scripts do instead of what a setting asks for. */
const instead: Readonly<Record<string, string>> = {
  feedbackRedraw: 'keeps B as it was drawn',
  fairSteps: 'gives every layer the same learning rate',
  withheld: 'has epochs of equal size',
  inputNoise: 'takes the inputs as the data set has them',
  saltPepper: 'takes the inputs as the data set has them',
};

/** Whether a setting changes nothing for this run, whatever its value. */
function isIdle(spec: RunSpec, name: keyof typeof plainSettings): boolean {
  const rule: Rule = rules[spec.rule];
  const { readBy, onlyWith }: Setting = settings[name];
  if (readBy && !readBy(rule)) return true;
  if (onlyWith && !isMet(onlyWith, spec[onlyWith.setting as keyof RunSpec])) return true;
  const { scaleFree = false }: Optimizer = optimizers[spec.optimizer];
  return name === 'fairSteps' && (scaleFree || needsWeightTransport(rule));
}

function refuseSettings(spec: RunSpec): void {
  const names = Object.keys(plainSettings) as (keyof typeof plainSettings)[];
  for (const name of names) {
    const [value, neutral] = [spec[name], plainSettings[name]];
    if (
      expressedSettings.has(name) ||
      JSON.stringify(value) === JSON.stringify(neutral) ||
      isIdle(spec, name)
    )
      continue;
    const field = fields[name as FieldKey];
    const text = (of: unknown): string => field.format(of as never, experimentOf(spec));
    throw new NotExpressible(
      `${field.label}: “${text(value)}” cannot be expressed in a PyTorch script, which ${instead[name] ?? 'does not know this setting'}. Choose ${text(neutral)}.`,
    );
  }
}

/** The entries of registries for which there is no text yet. */
function refuseEntries(spec: RunSpec): void {
  const asked: readonly (readonly [FieldKey, string, Readonly<Record<string, unknown>>])[] = [
    ['rules', spec.rule, rulePieces],
    ['activation', spec.activation, activationPieces],
    ['outputActivation', spec.outputActivation, outputPieces],
    ['loss', spec.loss, lossPieces],
    ['optimizer', spec.optimizer, optimizerPieces],
    ['schedule', spec.schedule, schedulePieces],
    ['errorTransform', spec.errorTransform, informationPieces],
  ];
  for (const [name, id, pieces] of asked) {
    const { readBy }: Setting = settings[name];
    if (Object.hasOwn(pieces, id) || (readBy && !readBy(rules[spec.rule]))) continue;
    throw new NotExpressible(
      `${settings[name].label}: “${id}” cannot be expressed in a PyTorch script. Choose ${Object.keys(pieces).join(', ')}.`,
    );
  }
}

function refuseBlocks({ hidden }: RunSpec): void {
  const layer = hidden.findIndex((one) => !['dense', 'residual'].includes(blockLayerOf(one).block));
  if (layer === -1) return;
  throw new NotExpressible(
    `Hidden layers: layer ${layer + 1}, ${layerText(hidden[layer] ?? 0)}, cannot be expressed in a PyTorch script, which has dense and residual layers only. Choose one of these, or export the trained network.`,
  );
}

/** Sample indices in a script's file: 400 MB. */
const MOST_PLACES = 1e8;

function refuseSize(spec: RunSpec, { train }: Dataset): void {
  const samples = epochSamples(spec, train.size);
  if (samples * spec.epochs <= MOST_PLACES) return;
  throw new NotExpressible(
    `Epochs: ${count(spec.epochs)} epochs of ${inDigits(samples, 'sample')} are too many for a PyTorch script, whose batches are listed in its file. Write at most ${count(Math.max(1, Math.floor(MOST_PLACES / samples)))}.`,
  );
}

/** Call before drawing anything. @throws {NotExpressible} naming the setting, its value and the way out */
export function refuseInexpressible(spec: RunSpec, data: Dataset): void {
  refuseEntries(spec);
  refuseBlocks(spec);
  refuseSettings(spec);
  refuseSize(spec, data);
}
