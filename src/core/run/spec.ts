/** Experiments and run specs: plain data. */
import { z } from 'zod';
import type { RuleId } from '../rules';
import type { Setting } from './setting';
import { computingKeys, type SettingKey, settingKeys, settings } from './settings';

const schemas = Object.fromEntries(settingKeys.map((name) => [name, settings[name].schema])) as {
  [K in SettingKey]: (typeof settings)[K]['schema'];
};

/** The user's settings: several rules on one data set; the same seed gives all of them the same weights and batches. */
export const experimentSchema = z.strictObject(schemas);
export type Experiment = z.infer<typeof experimentSchema>;

type Computing = (typeof computingKeys)[number];

/** Everything that determines a curve, except the backend. */
export interface RunSpec extends Omit<Experiment, 'rules' | 'seeds' | 'learningRate' | Computing> {
  readonly rule: RuleId;
  readonly seed: number;
  readonly learningRate: number;
}

/** Settings that a run always lists, because they have no neutral value, or never: where it is computed. */
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
  ...computingKeys,
] as const satisfies readonly SettingKey[];
type Stated = (typeof stated)[number];

function plainValue(name: SettingKey): unknown {
  const setting: Setting = settings[name];
  return setting.plain ?? setting.default;
}

/** The settings of the unmodified algorithms, without variants. */
export const plainSettings = Object.fromEntries(
  settingKeys
    .filter((name) => !(stated as readonly SettingKey[]).includes(name))
    .map((name) => [name, plainValue(name)]),
) as Readonly<Omit<Experiment, Stated>>;

/** Computed in whatever way suits, by one worker. */
export const plainComputing: Pick<Experiment, Computing> = {
  backend: 'auto',
  pipeline: 1,
  microBatches: 1,
  threads: 1,
};

/** The measures taken: those asked for, and with fair steps their factors. */
export const measuresOf = ({ measures, fairSteps }: Pick<Experiment, 'measures' | 'fairSteps'>) =>
  fairSteps && !measures.includes('step-factor') ? [...measures, 'step-factor' as const] : measures;

/** One run of the experiment; `experiment/expand` lists all. */
export function runSpec(experiment: Experiment, rule: RuleId, seed: number): RunSpec {
  const { rules: _rules, seeds: _seeds, learningRate, ...rest } = experiment;
  const { backend: _backend, pipeline: _pipeline, microBatches: _parts, threads: _threads, ...shared } = rest;
  const measures = measuresOf(experiment);
  return { ...shared, measures, rule, seed, learningRate: learningRate[rule] };
}

/** Unique among the runs of an experiment; a rule may have several. */
export type RunId = string;

/** Default id: unique where runs differ only in rule and seed. */
export const runIdOf = ({ rule, seed }: Pick<RunSpec, 'rule' | 'seed'>): RunId => `${rule}-${seed}`;

/** Samples that a run may visit, of so many. */
export const keptSamples = ({ trainingSamples }: Pick<RunSpec, 'trainingSamples'>, size: number): number =>
  trainingSamples === 0 ? size : Math.min(trainingSamples, size);

/** Samples per epoch: all that the run may visit, or a fraction redrawn each epoch. */
export const epochSamples = (
  { epochShare, ...spec }: Pick<RunSpec, 'epochShare' | 'trainingSamples'>,
  trainSize: number,
): number =>
  // Floating point: 0.07 × 12,000 is slightly above 840.
  Math.max(1, Math.ceil(epochShare * keptSamples(spec, trainSize) - 1e-6));
