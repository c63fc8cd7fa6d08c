/** One experiment, and one run of it: plain data for every door. */
import { z } from 'zod';
import type { BlockId } from '../blocks';
import type { RuleId } from '../rules';
import type { Setting } from './setting';
import { type SettingKey, settingKeys, settings } from './settings';

const schemas = Object.fromEntries(settingKeys.map((name) => [name, settings[name].schema])) as {
  [K in SettingKey]: (typeof settings)[K]['schema'];
};

/** What a person sets: several rules on one data set; with the same seed they have the same weights and batches. */
export const experimentSchema = z.strictObject(schemas);
export type Experiment = z.infer<typeof experimentSchema>;

/** Everything that determines a curve, apart from the backend: what one worker trains. */
export interface RunSpec extends Omit<Experiment, 'rules' | 'seeds' | 'learningRate' | 'backend' | 'block'> {
  readonly rule: RuleId;
  readonly seed: number;
  readonly learningRate: number;
  /** What hidden layers are; dense where it is left out. */
  readonly block?: BlockId;
}

/** What a run always states: no value of these is plainer than the others. */
const stated = [
  'dataset',
  'rules',
  'hidden',
  'activation',
  'outputActivation',
  'loss',
  'optimizer',
  'learningRate',
  'batchSize',
  'epochs',
  'seeds',
  'backend',
] as const satisfies readonly SettingKey[];
type Stated = (typeof stated)[number];

function plainValue(name: SettingKey): unknown {
  const setting: Setting = settings[name];
  return setting.plain ?? setting.default;
}

/** Everything as the plain algorithms have it: what a setting is where nobody asked for a variant. */
export const plainSettings = Object.fromEntries(
  settingKeys
    .filter((name) => !(stated as readonly SettingKey[]).includes(name))
    .map((name) => [name, plainValue(name)]),
) as Readonly<Omit<Experiment, Stated>>;

/** One of the experiment's runs; `experiment/expand` has them all. */
export function runSpec(experiment: Experiment, rule: RuleId, seed: number): RunSpec {
  const { rules: _rules, seeds: _seeds, learningRate, backend: _backend, block, ...shared } = experiment;
  // As in specs from before there was a choice: a run of dense layers names no block.
  const other = (block as BlockId | undefined) ?? 'dense';
  const named = other === 'dense' ? {} : { block: other };
  return { ...shared, ...named, rule, seed, learningRate: learningRate[rule] };
}

/** A run's name among those that stand side by side; a rule may have several runs. */
export type RunId = string;

/** The name of a run that nobody named: enough where runs differ in rule and seed alone. */
export const runIdOf = ({ rule, seed }: Pick<RunSpec, 'rule' | 'seed'>): RunId => `${rule}-${seed}`;

/** Samples of an epoch: all of the training set, or a part of it that is drawn anew each time. */
export const epochSamples = ({ epochShare }: Pick<RunSpec, 'epochShare'>, trainSize: number): number =>
  // 0.07 × 12,000 is a hair above 840 in binary.
  Math.max(1, Math.ceil(epochShare * trainSize - 1e-6));
