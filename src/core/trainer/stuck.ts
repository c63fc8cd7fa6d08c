/**
 * Whether a run whose loss stays finite has stopped learning. Every rule trains the output layer by the true gradient
 * (PEPITA by its error), so that layer is the witness: at each epoch's end its weights are compared, bit by bit, with
 * those of the epoch before. Nothing is computed during the steps.
 */
import { cast, keep, notEqual, type Scalar, stack, sum, type Tensor, tidy } from '@tensorflow/tfjs-core';
import '../ops';
import type { Network } from '../network/network';
import { planOf } from '../network/plan';
import { rules } from '../rules';
import type { StuckCause } from '../run/events';
import type { RunSpec } from '../run/spec';
import type { Dataset } from '../samples/dataset';
import { type Chance, chanceOf } from './chance';
import type { Evaluation, Spread } from './evaluate';

/** What is known of a run after an epoch. */
export interface EpochFacts extends Pick<Evaluation, 'accuracy'> {
  readonly epoch: number;
  /** Mean reported loss of the epoch's training samples. */
  readonly trainingLoss: number;
  /** Whether a bit of the output layer's weights changed. */
  readonly moved: boolean;
  readonly spread: Spread;
}

/** Found after an epoch. */
export interface Stuck {
  readonly since: number;
  readonly cause: StuckCause;
  readonly unchanged: boolean;
}

/** What is watched: weights that do not move, outputs at their limits, one answer to everything. */
export const signs = ['unmoved', 'limits', 'same'] as const;
type Sign = (typeof signs)[number];

/** Epochs in a row in which a sign holds. */
interface Spell {
  readonly since: number;
  /** Training loss of the first. */
  readonly loss: number;
}

/** What is remembered from epoch to epoch. */
interface JudgeState {
  readonly spells: Partial<Record<Sign, Spell>>;
  /** What was said is not taken back for a flicker. */
  said: boolean;
  /** Epochs before it are not judged. */
  firstEpoch: number;
}
/** The same, with what was found last: plain data, so that a run can go on from it. */
export interface StuckState extends Readonly<JudgeState> {
  readonly wasStuck: boolean;
}

/** A loss above this part of that of the best constant answer has not been learnt from the inputs. */
const NOTHING_LEARNT = 0.9;
/** An accuracy that closes less than this part of the gap from the most frequent class to 1 is chance. */
const BY_CHANCE = 0.1;
/** A loss that has not fallen by this part stands. */
const STANDS = 0.999;
/** Share of flat outputs from which hardly any error passes, and of samples that are answered alike. */
const ALMOST_ALL = 0.99;
/**
 * Epochs in a row before it is said: of what has not moved by a bit, of outputs at their limits, and of one answer to
 * everything while weights move. The last may end: DFA on 20 layers of sigmoids finds its way after four epochs.
 */
const UNMOVED = 2;
const AT_LIMITS = 3;
const SAME_ANSWER = 6;

const beatsChance = (accuracy: number, chance: Chance): boolean =>
  accuracy > chance.accuracy + BY_CHANCE * (1 - chance.accuracy);

const freshState = (config: RunSpec): JudgeState => ({
  spells: {},
  said: false,
  // In the first epoch a memory holds targets, not errors.
  firstEpoch: rules[config.rule].signal === 'delayed-error' ? 2 : 1,
});

/** Begins and ends the spells of all signs by what an epoch came to. */
function followSigns({ spells, said }: JudgeState, chance: Chance, facts: EpochFacts): void {
  const { epoch, trainingLoss, accuracy, moved, spread } = facts;
  const follow = (sign: Sign, holds: boolean): void => {
    if (!holds) delete spells[sign];
    else spells[sign] ??= { since: epoch, loss: trainingLoss };
  };
  const nothing = chance.loss > 0 && trainingLoss >= NOTHING_LEARNT * chance.loss;
  const byChance = !beatsChance(accuracy, chance);
  const atLimits = (spread.flat ?? 0) >= ALMOST_ALL;
  // Biases that learn how frequent the classes are learn too.
  for (const sign of ['limits', 'same'] as const)
    if (trainingLoss < (said ? NOTHING_LEARNT : STANDS) * (spells[sign]?.loss ?? 0)) delete spells[sign];
  follow('unmoved', nothing && !moved);
  follow('limits', nothing && byChance && atLimits);
  follow('same', nothing && spread.alike >= ALMOST_ALL && chance.alike < ALMOST_ALL);
}

/**
 * The judgement, from numbers alone. A network that fits (its loss is below chance), a rate of 0 and frozen layers are
 * never accused; neither is a plateau, at which weights move, outputs differ and f is steep.
 * @param stepsPerEpoch batches
 * @param state is kept up to date
 */
export function createJudge(
  config: RunSpec,
  chance: Chance,
  stepsPerEpoch: number,
  state: JudgeState = freshState(config),
) {
  const { spells } = state;
  // A signal takes a step for each layer on its way up through weights of zero.
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
    const unchanged = still >= UNMOVED && still * stepsPerEpoch >= fewestSteps;
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

/** Whether a run that was stuck is better than chance now: that its loss rises and falls says nothing. */
export const learns = (
  { trainingLoss, accuracy }: Pick<EpochFacts, 'trainingLoss' | 'accuracy'>,
  chance: Chance,
): boolean => trainingLoss < NOTHING_LEARNT * chance.loss || beatsChance(accuracy, chance);

/** How a run stands after an epoch. */
export interface Found {
  readonly stuck: Stuck | undefined;
  /** Whether it was stuck after the epoch before. */
  readonly wasStuck: boolean;
  readonly learns: boolean;
}

export interface StuckWatch {
  /** Before an epoch's first step. */
  readonly begin: () => void;
  /** After its last: whether a bit of the output layer's weights changed. Read back beside the evaluation. */
  readonly moved: () => Promise<boolean>;
  /** After both. */
  readonly end: (facts: EpochFacts) => Found;
  /** What it takes to go on from here. */
  readonly keep: () => StuckState;
  readonly dispose: () => void;
}

/** How many entries differ. */
const changes = (now: readonly Tensor[], before: readonly Tensor[]): Tensor =>
  tidy(() => {
    const counts = now.map((one, i) => sum(cast(notEqual(one, before[i] as Tensor), 'float32')) as Scalar);
    return sum(stack(counts));
  });

/**
 * @param stepsPerEpoch batches
 * @param kept of a run that goes on
 */
export function createStuckWatch(
  net: Network,
  data: Dataset,
  stepsPerEpoch: number,
  kept: StuckState | undefined,
): StuckWatch {
  const chance = chanceOf(data, net.config.loss);
  const { spells, said, firstEpoch } = kept ?? freshState(net.config);
  const state: JudgeState = { spells: { ...spells }, said, firstEpoch };
  const judge = createJudge(net.config, chance, stepsPerEpoch, state);
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
      // A clone would share its values, and kernels change weights in place.
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
