/** F³-Error's steps in one worker and in several stages, in a Node process each, which take turns. */
import { cpus } from 'node:os';
import { TRACED } from '../../src/core/trainer/timing/trace';
import { openProcess } from '../node/calls';
import { type Calibration, openCalibration, takeTurns } from '../node/threadTimes';
import type { PipelineFindings, PipelineResult, SimulatedPipeline } from '../results';
import { SAMPLES, type Shape, sizesOf } from '../shapes';
import { deepShapes } from '../threadsPart';
import { layerSeconds, type PipelineTurn, resultsOf, simulatedOf, type Way, waysOf } from './findings';
import type { StagesApi, TurnTask } from './stagesProcess';

/** Milliseconds of a turn by one worker, after as many of warm-up. */
const TURN = 1500;
/** Batches of the turn that tells how many those are. */
const FIRST = 6;
const ROUNDS = 9;

interface Trainer {
  readonly turn: (task: TurnTask) => Promise<PipelineTurn>;
  readonly close: () => void;
}

async function openTrainer(threads: number, mnist: string | undefined): Promise<Trainer> {
  const { call, close } = openProcess(new URL('./stagesProcess.ts', import.meta.url), [String(threads)]);
  const ask = <M extends keyof StagesApi>(method: M, ...args: Parameters<StagesApi[M]>) =>
    call(method, args) as ReturnType<StagesApi[M]>;
  try {
    await ask('start', mnist);
  } catch (error) {
    close();
    throw error;
  }
  return { turn: (task) => ask('turn', task), close };
}

/** Batches that take one worker as long as a turn; few enough that the trace has all of them. */
export const batchesFor = (msPerStep: number): number =>
  Math.min(TRACED, Math.max(FIRST, Math.round(TURN / msPerStep)));

interface Findings {
  readonly measured: readonly PipelineResult[];
  readonly simulated: readonly SimulatedPipeline[];
}

async function onShape(
  shape: Shape,
  mnist: string | undefined,
  calibrate: Calibration['run'],
  roundCount: number,
): Promise<Findings> {
  const trainers = new Map<Way, Trainer>();
  try {
    for (const way of waysOf(cpus().length, sizesOf(shape).length - 1))
      trainers.set(way, await openTrainer(way.threads, mnist));
    const turnOf = (way: Way, batches: number): Promise<PipelineTurn> =>
      (trainers.get(way) as Trainer).turn({ shape, stages: way.stages, batches });
    const ways = [...trainers.keys()];
    const first: PipelineTurn[] = [];
    for (const way of ways) first.push(await turnOf(way, FIRST));
    const batches = batchesFor((first[0] as PipelineTurn).msPerStep);
    const rounds = await takeTurns(ways, (way) => turnOf(way, batches), calibrate, roundCount);
    const measured = resultsOf(shape, batches, rounds);
    const epoch = Math.ceil(SAMPLES.classes / shape.batch);
    return { measured, simulated: simulatedOf(shape, layerSeconds(rounds), epoch) };
  } finally {
    for (const { close } of trainers.values()) close();
  }
}

/** @param mnist the folder with its files; absent: random bytes */
export async function pipelinePart(
  mnist: string | undefined,
  quick: boolean,
  say: (text: string) => void,
): Promise<PipelineFindings> {
  const calibration = openCalibration();
  try {
    const all: Findings[] = [];
    for (const shape of deepShapes) {
      say(`stages of a pipeline, ${shape.id}`);
      all.push(await onShape(shape, mnist, calibration.run, quick ? 3 : ROUNDS));
    }
    return {
      cores: cpus().length,
      measured: all.flatMap(({ measured }) => measured),
      simulated: all.flatMap(({ simulated }) => simulated),
    };
  } finally {
    calibration.close();
  }
}
