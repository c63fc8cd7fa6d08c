/** What turns of pipelined runs come to: medians over rounds, and what their layers' times would give with more cores. */
import { idealSpeedUp, stagesSpeedUp } from '../../src/core/cost/stageGain';
import { layerCosts, splitLayers } from '../../src/core/trainer/pipeline/split';
import { judgedOf, type Round } from '../node/threadTimes';
import type { PipelineResult, SimulatedPipeline } from '../results';
import { configOf, netOf, SHARE, type Shape } from '../shapes';
import { median } from '../statistics';

/** Who trains a run: stages with a worker each, or one worker with threads. */
export interface Way {
  readonly stages: number;
  readonly threads: number;
}

/** One epoch. */
export interface PipelineTurn {
  readonly msPerStep: number;
  /** Of each lane: seconds at work per step. */
  readonly busy: readonly number[];
  /** Ticks per step of the busiest thread; undefined where they cannot be read. */
  readonly ticks: number | undefined;
  /** Of each layer: seconds of its works on a quiet batch. */
  readonly layers: readonly number[];
  /** Speed-up of the lanes if nothing delayed them. */
  readonly possible: number;
}

export type PipelineRound = Round<Way, PipelineTurn>;

const ascending = (counts: readonly number[]): number[] => [...new Set(counts)].toSorted((a, b) => a - b);

/** One worker first; then 2, 4 and as many stages as cores, at most one per layer; then two threads. */
export const waysOf = (cores: number, layers: number): readonly Way[] => [
  ...ascending([1, 2, 4, cores].map((stages) => Math.min(stages, layers))).map((stages) => ({
    stages,
    threads: 1,
  })),
  { stages: 1, threads: 2 },
];

const isAlone = ({ stages, threads }: Way): boolean => stages === 1 && threads === 1;

/** A round's turn by one worker. @throws {Error} unless there is one */
function aloneIn({ turns }: PipelineRound): PipelineTurn {
  const found = [...turns].find(([way]) => isAlone(way));
  if (!found)
    throw new Error('A round has no turn of 1 stage with 1 thread: add it, all others are compared with it.');
  return found[1];
}

/** Seconds of each layer's work on a batch in one worker: medians over the rounds that are used. */
export function layerSeconds(rounds: readonly PipelineRound[]): readonly number[] {
  const all = judgedOf(rounds).used.map((round) => aloneIn(round).layers);
  return (all[0] ?? []).map((_, layer) => median(all.map((layers) => layers[layer] as number)));
}

/** Seconds of each stage when the cost model splits the layers. @param seconds of each layer */
function stageSeconds(shape: Shape, stages: number, seconds: readonly number[]): number[] {
  const costs = layerCosts(configOf(shape, 'f3-error'), netOf(shape), SHARE);
  return splitLayers(costs, stages).map(({ from, to }) =>
    seconds.slice(from, to).reduce((sum, one) => sum + one, 0),
  );
}

/** Medians over rounds of each way against one worker. @param batches of each turn */
export function resultsOf(
  shape: Shape,
  batches: number,
  rounds: readonly PipelineRound[],
): readonly PipelineResult[] {
  const { used, judged } = judgedOf(rounds);
  const seconds = layerSeconds(rounds);
  const ways = [...(used[0]?.turns.keys() ?? [])].filter((way) => !isAlone(way));
  return ways.map((way) => {
    const pairs = used.map((round) => [aloneIn(round), round.turns.get(way) as PipelineTurn] as const);
    const ticks = pairs.flatMap(([one, own]) => (one.ticks && own.ticks ? [own.ticks / one.ticks] : []));
    const lane = pairs.map(([one, own]) => Math.max(...own.busy) / Math.max(...one.busy));
    return {
      ...{ shape: shape.id, batch: shape.batch, ...way, batches, rounds: rounds.length, judged },
      msAlone: median(pairs.map(([one]) => one.msPerStep)),
      speedUp: median(pairs.map(([one, own]) => one.msPerStep / own.msPerStep)),
      ...(ticks.length > 0 ? { busiestThread: median(ticks) } : {}),
      ...(way.stages > 1
        ? {
            busiestLane: median(lane),
            simulated: stagesSpeedUp(stageSeconds(shape, way.stages, seconds), batches),
          }
        : {}),
    };
  });
}

/** With a core for each of 2, 4, 8 and as many stages as layers. @param seconds of each layer @param batches of an epoch */
export function simulatedOf(
  shape: Shape,
  seconds: readonly number[],
  batches: number,
): readonly SimulatedPipeline[] {
  const counts = ascending([2, 4, 8, seconds.length]).filter((stages) => stages <= seconds.length);
  return counts.map((stages) => {
    const own = stageSeconds(shape, stages, seconds);
    return {
      ...{ shape: shape.id, batch: shape.batch, stages, batches },
      msAlone: 1000 * seconds.reduce((sum, one) => sum + one, 0),
      busiestStage: Math.max(...own) / own.reduce((sum, one) => sum + one, 0),
      speedUp: stagesSpeedUp(own, batches),
      ideal: idealSpeedUp(stages, batches),
    };
  });
}
