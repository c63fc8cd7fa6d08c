/**
 * Detects runs with a finite loss that have stopped learning. Every rule trains the output layer with the true gradient
 * (PEPITA with its error), so its weights are compared, bit by bit, between epoch ends. Costs nothing during the steps.
 */
import { cast, keep, notEqual, type Scalar, stack, sum, type Tensor, tidy } from '@tensorflow/tfjs-core';
import '../../ops';
import type { Network } from '../../network/network';
import { planOf } from '../../network/plan';
import { rules } from '../../rules';
import type { StuckCause } from '../../run/events';
import type { RunSpec } from '../../run/spec';
import type { Dataset } from '../../samples/dataset';
import { fewestSteps } from '../epochSteps';
import type { Evaluation, Spread } from '../evaluate';
import type { Sampler } from '../places';
import { type Chance, chanceOf } from './chance';

/** Results of an epoch that the detector uses. */
export interface EpochFacts extends Pick<Evaluation, 'accuracy'> {
  readonly epoch: number;
  /** Mean reported loss of the epoch's training samples. */
  readonly trainingLoss: number;
  /** Whether any bit of the output layer's weights changed. */
  readonly moved: boolean;
  readonly spread: Spread;
}

/** A diagnosis after an epoch. */
export interface Stuck {
  readonly since: number;
  readonly cause: StuckCause;
  readonly unchanged: boolean;
}

/** Symptoms: unchanged weights, saturated outputs, the same output for every sample. */
export const signs = ['unmoved', 'limits', 'same'] as const;
type Sign = (typeof signs)[number];

/** Consecutive epochs with a symptom. */
interface Spell {
  readonly since: number;
  /** Training loss of the first epoch. */
  readonly loss: number;
}

/** State between epochs. */
interface JudgeState {
  readonly spells: Partial<Record<Sign, Spell>>;
  /** The run was reported as stuck; small fluctuations do not withdraw the report (hysteresis). */
  said: boolean;
  /** Earlier epochs are not judged. */
  firstEpoch: number;
}
/** Plain data for checkpoints: the state, and the last result. */
export interface StuckState extends Readonly<JudgeState> {
  readonly wasStuck: boolean;
}

/** A loss above this fraction of the best constant prediction's shows no learning from the inputs. */
const NOTHING_LEARNT = 0.9;
/** An accuracy that closes less than this fraction of the gap between the most frequent class and 1 is chance level. */
const BY_CHANCE = 0.1;
/** A loss above this fraction of its earlier value has stagnated. */
const STAGNANT = 0.999;
/** Threshold for the fractions of saturated outputs and of identical outputs. */
const ALMOST_ALL = 0.99;
/**
 * Consecutive epochs before a run is reported: with unchanged weights, with saturated outputs, and with the same output
 * for every sample while weights change. The last may be temporary: DFA on 20 sigmoid layers recovers after four epochs.
 */
const UNMOVED = 2;
const AT_LIMITS = 3;
const SAME_ANSWER = 6;

const beatsChance = (accuracy: number, chance: Chance): boolean =>
  accuracy > chance.accuracy + BY_CHANCE * (1 - chance.accuracy);

const freshState = (config: RunSpec): JudgeState => ({
  spells: {},
  said: false,
  // In the first epoch an error memory holds targets, not errors.
  firstEpoch: rules[config.rule].signal === 'delayed-error' ? 2 : 1,
});

/** Updates every symptom's spell after an epoch. */
function followSigns({ spells, said }: JudgeState, chance: Chance, facts: EpochFacts): void {
  const { epoch, trainingLoss, accuracy, moved, spread } = facts;
  const follow = (sign: Sign, holds: boolean): void => {
    if (!holds) delete spells[sign];
    else spells[sign] ??= { since: epoch, loss: trainingLoss };
  };
  const nothing = chance.loss > 0 && trainingLoss >= NOTHING_LEARNT * chance.loss;
  const byChance = !beatsChance(accuracy, chance);
  const atLimits = (spread.flat ?? 0) >= ALMOST_ALL;
  // A falling loss resets the count: biases may still be learning the class frequencies.
  for (const sign of ['limits', 'same'] as const)
    if (trainingLoss < (said ? NOTHING_LEARNT : STAGNANT) * (spells[sign]?.loss ?? 0)) delete spells[sign];
  follow('unmoved', nothing && !moved);
  follow('limits', nothing && byChance && atLimits);
  follow('same', nothing && spread.alike >= ALMOST_ALL && chance.alike < ALMOST_ALL);
}

/**
 * Diagnoses a run from its results per epoch. Never reports a network that fits (loss below chance), a learning rate of
 * 0, frozen layers, or a plateau on which weights change, outputs differ and are not saturated.
 * @param fewest batches of the shortest epoch
 * @param state updated in place
 */
export function createJudge(
  config: RunSpec,
  chance: Chance,
  fewest: number,
  state: JudgeState = freshState(config),
) {
  const { spells } = state;
  // From zero weights, a signal needs one step per layer to reach the top.
  const fewestSteps = config.hidden.length + 3;
  const length = (sign: Sign, epoch: number): number => {
    const spell = spells[sign];
    return spell ? epoch - spell.since + 1 : 0;
  };

  return (facts: EpochFacts): Stuck | undefined => {
    const { epoch, spread } = facts;
    const { learningRate, frozen } = planOf(config, epoch);
    if (learningRate === 0 || frozen.size > 0) state.firstEpoch = epoch + 1;
    if (epoch < state.firstEpoch) {
      for (const sign of signs) delete spells[sign];
      return undefined;
    }
    followSigns(state, chance, facts);
    const still = length('unmoved', epoch);
    const unchanged = still >= UNMOVED && still * fewest >= fewestSteps;
    const stuck = (sign: Sign, cause: StuckCause, long: boolean): Stuck | undefined => {
      const spell = spells[sign];
      return spell && long ? { since: spell.since, cause, unchanged } : undefined;
    };
    const alike = spread.alike >= ALMOST_ALL;
    const why = (spread.flat ?? 0) >= ALMOST_ALL ? 'limits' : alike ? 'same-answer' : 'still';
    const found =
      stuck('unmoved', why, unchanged) ??
      stuck('limits', 'limits', length('limits', epoch) >= AT_LIMITS) ??
      stuck('same', 'same-answer', length('same', epoch) >= SAME_ANSWER);
    state.said = found !== undefined;
    return found;
  };
}

/** Whether a run is better than chance; mere fluctuations of the loss do not count. */
export const learns = (
  { trainingLoss, accuracy }: Pick<EpochFacts, 'trainingLoss' | 'accuracy'>,
  chance: Chance,
): boolean => trainingLoss < NOTHING_LEARNT * chance.loss || beatsChance(accuracy, chance);

/** The detector's result after an epoch. */
export interface Found {
  readonly stuck: Stuck | undefined;
  /** Whether it was stuck after the epoch before. */
  readonly wasStuck: boolean;
  readonly learns: boolean;
}

export interface StuckWatch {
  /** Call before an epoch's first step. */
  readonly begin: () => void;
  /** Call after its last: whether any bit of the output layer's weights changed. Read back along with the evaluation. */
  readonly moved: () => Promise<boolean>;
  /** Call after `moved` and the evaluation. */
  readonly end: (facts: EpochFacts) => Found;
  /** State for a checkpoint. */
  readonly keep: () => StuckState;
  readonly dispose: () => void;
}

/** Number of entries that differ, as a scalar. */
const changes = (now: readonly Tensor[], before: readonly Tensor[]): Tensor =>
  tidy(() => {
    const counts = now.map((one, i) => sum(cast(notEqual(one, before[i] as Tensor), 'float32')) as Scalar);
    return sum(stack(counts));
  });

/**
 * @param kept state of a resumed run
 */
export function createStuckWatch(
  net: Network,
  data: Dataset,
  sampler: Sampler,
  kept: StuckState | undefined,
): StuckWatch {
  const chance = chanceOf(data, net.config.loss, sampler);
  const { spells, said, firstEpoch } = kept ?? freshState(net.config);
  const state: JudgeState = { spells: { ...spells }, said, firstEpoch };
  const judge = createJudge(net.config, chance, fewestSteps(sampler.steps), state);
  let wasStuck = kept?.wasStuck ?? false;
  let before: Tensor[] = [];
  const top = (): Tensor[] => Object.values((net.layers.at(-1) as Network['layers'][number]).parameters);
  const clear = (): void => {
    for (const tensor of before) tensor.dispose();
    before = [];
  };
  return {
    begin: () => {
      clear();
      // Not `clone`, which shares values: kernels update weights in place.
      before = tidy(() => top().map((now) => keep(now.mul(1))));
    },
    moved: async () => {
      const changed = changes(top(), before);
      clear();
      const [weights = 0] = await changed.data();
      changed.dispose();
      return weights > 0;
    },
    end: (facts) => {
      const found = { stuck: judge(facts), wasStuck, learns: learns(facts, chance) };
      wasStuck = found.stuck !== undefined;
      return found;
    },
    keep: () => ({ ...state, spells: { ...state.spells }, wasStuck }),
    dispose: clear,
  };
}
