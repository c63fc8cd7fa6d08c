/** Speed-up against the number of a pipeline's stages: what the thesis, the cost model and a run's trace give. No pixels are asked here. */
import { joinedWork, type StageWork, totalOf } from '../../../../../../core/cost/lockedStages';
import type { LayerTimes } from '../../../../../../core/cost/measured';
import { equalGain, type Pace, stagesGain } from '../../../../../../core/cost/stageGain';
import { splitLayers } from '../../../../../../core/trainer/pipeline/split';

/** Layers of a stage, from 0. */
type Part = ReturnType<typeof splitLayers>[number];

/** The setting's limit. */
const MOST = 64;

/** Stages 1 … as many as layers, at most 64. */
export const stageCounts = (layers: number): number[] =>
  Array.from({ length: Math.min(MOST, layers) }, (_, i) => i + 1);

const ofStages = (parts: readonly Part[], layers: readonly StageWork[]): StageWork[] =>
  parts.map(({ from, to }) => joinedWork(layers.slice(from, to)));

export interface StageCurves {
  /** From 1. */
  readonly stages: readonly number[];
  /** Stages of equal length: eq. 6.9 where nothing waits. */
  readonly ideal: readonly number[];
  /** The split's stages with the cost model's times. */
  readonly model: readonly number[];
  /** The same stages with the times of a trace. */
  readonly trace: readonly number[] | undefined;
}

/**
 * @param costs of each layer, multiply-adds: they decide the split
 * @param seconds of each layer's works on a batch; undefined: not measured
 */
export function stageCurves(
  costs: readonly StageWork[],
  seconds: readonly StageWork[] | undefined,
  pace: Pace,
): StageCurves {
  const stages = stageCounts(costs.length);
  const splits = stages.map((k) => splitLayers(costs.map(totalOf), k));
  const of = (layers: readonly StageWork[]): number[] =>
    splits.map((parts) => stagesGain(ofStages(parts, layers), pace));
  return {
    stages,
    ideal: splits.map((parts) => equalGain(ofStages(parts, costs), pace)),
    model: of(costs),
    trace: seconds && of(seconds),
  };
}

/**
 * Seconds of each layer's works on a quiet batch. One worker goes back and learns in one go: there the cost model says which
 * part is which.
 */
export function secondsOf(times: readonly LayerTimes[], costs: readonly StageWork[]): StageWork[] {
  return times
    .toSorted((a, b) => a.layer - b.layer)
    .map(({ works }, i) => {
      const of = (...kinds: string[]): number =>
        works.reduce((sum, { work, seconds }) => (kinds.includes(work) ? sum + seconds : sum), 0);
      const [forward, backward, update] = [of('forward'), of('backward'), of('update')];
      const cost = costs[i];
      if (update > 0 || backward === 0 || !cost) return { forward, backward, update };
      const share = cost.backward / Math.max(1, cost.backward + cost.update);
      return { forward, backward: share * backward, update: (1 - share) * backward };
    });
}

export interface Bottleneck {
  readonly stages: number;
  readonly speedUp: number;
  /** The busiest stage and its layers, from 1. */
  readonly stage: number;
  readonly first: number;
  readonly last: number;
  /** Its part of all stages' work, 0 … 1. */
  readonly share: number;
}

/** What so many stages reach, and which of them has most to do. @param layers of each layer: seconds, or costs */
export function bottleneck(
  costs: readonly StageWork[],
  layers: readonly StageWork[],
  stages: number,
  pace: Pace,
): Bottleneck {
  const parts = splitLayers(costs.map(totalOf), stages);
  const works = ofStages(parts, layers);
  const own = works.map(totalOf);
  const most = Math.max(...own);
  const stage = own.indexOf(most);
  const part = parts[stage] as Part;
  return {
    stages,
    speedUp: stagesGain(works, pace),
    stage: stage + 1,
    ...{ first: part.from + 1, last: part.to },
    share: most / own.reduce((sum, one) => sum + one, 0),
  };
}
