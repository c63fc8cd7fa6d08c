/** Speed-up against the number of a pipeline's stages: what the thesis, the cost model and a run's trace give. No pixels are asked here. */
import { idealSpeedUp, type LayerTimes, stagesSpeedUp } from '../../../../../../core/cost/measured';
import { splitLayers } from '../../../../../../core/trainer/pipeline/split';

/** Layers of a stage, from 0. */
type Part = ReturnType<typeof splitLayers>[number];

/** The setting's limit. */
const MOST = 64;

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Stages 1 … as many as layers, at most 64. */
export const stageCounts = (layers: number): number[] =>
  Array.from({ length: Math.min(MOST, layers) }, (_, i) => i + 1);

/** Values of the layers of each stage, added up. */
const ofStages = (parts: readonly Part[], values: readonly number[]): number[] =>
  parts.map(({ from, to }) => sum(values.slice(from, to)));

export interface StageCurves {
  /** From 1. */
  readonly stages: readonly number[];
  /** Eq. 6.9: stages of equal length. */
  readonly ideal: readonly number[];
  /** The split's stages with the cost model's times. */
  readonly model: readonly number[];
  /** The same stages with the times of a trace. */
  readonly trace: readonly number[] | undefined;
}

/**
 * @param costs of each layer, multiply-adds: they decide the split
 * @param seconds of each layer's work on a batch; undefined: not measured
 * @param batches for which stages fill and drain once
 */
export function stageCurves(
  costs: readonly number[],
  seconds: readonly number[] | undefined,
  batches: number,
): StageCurves {
  const stages = stageCounts(costs.length);
  const splits = stages.map((k) => splitLayers(costs, k));
  const of = (values: readonly number[]): number[] =>
    splits.map((parts) => stagesSpeedUp(ofStages(parts, values), batches));
  return {
    stages,
    ideal: stages.map((k) => idealSpeedUp(k, batches)),
    model: of(costs),
    trace: seconds && of(seconds),
  };
}

/** Seconds of each layer's works on a quiet batch. */
export const secondsOf = (times: readonly LayerTimes[]): number[] =>
  times.toSorted((a, b) => a.layer - b.layer).map(({ works }) => sum(works.map(({ seconds }) => seconds)));

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

/** What so many stages reach, and which of them sets the pace. @param values of each layer: seconds, or costs */
export function bottleneck(
  costs: readonly number[],
  values: readonly number[],
  stages: number,
  batches: number,
): Bottleneck {
  const parts = splitLayers(costs, stages);
  const own = ofStages(parts, values);
  const most = Math.max(...own);
  const stage = own.indexOf(most);
  const part = parts[stage] as Part;
  return {
    stages,
    speedUp: stagesSpeedUp(own, batches),
    stage: stage + 1,
    ...{ first: part.from + 1, last: part.to },
    share: most / sum(own),
  };
}
