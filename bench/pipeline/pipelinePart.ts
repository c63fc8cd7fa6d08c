/** F³-Error's steps in one worker and in several stages, in a Node process each, which take turns. */
import { rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { bundleCommand } from '../../scripts/commandBundle';
import { TRACED } from '../../src/core/trainer/timing/trace';
import { openProcess } from '../node/calls';
import { type Calibration, openCalibration, takeTurns } from '../node/threadTimes';
import type { PipelineFindings, PipelineResult, SimulatedPipeline } from '../results';
import { SAMPLES, type Shape, sizesOf } from '../shapes';
import { deepShapes } from '../threadsPart';
import { layerSeconds, type PipelineTurn, resultsOf, simulatedOf, type Way, waysOf } from './findings';
import { lockedPart } from './locked';
import type { StagesApi, TurnTask } from './stagesProcess';

const root = join(import.meta.dirname, '..', '..');

/** Milliseconds of a turn by one worker, after as many of warm-up. */
const TURN = 1500;
/** Batches of the first turn of one worker, which tells how many those are. */
const FIRST = 6;
const ROUNDS = 9;

export interface Trainer {
  readonly turn: (task: TurnTask) => Promise<PipelineTurn>;
  readonly close: () => void;
}

/** What trainers start with. */
interface Files {
  /** The folder with its files; absent: random bytes. */
  readonly mnist: string | undefined;
  /** Bundled: a stage starts in a quarter of the time. */
  readonly stage: string;
}

export async function openTrainer(threads: number, { mnist, stage }: Files): Promise<Trainer> {
  const script = new URL('./stagesProcess.ts', import.meta.url);
  const { call, close } = openProcess(script, [String(threads), stage]);
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
export const batchesFor = (msPerBatch: number): number =>
  Math.min(TRACED, Math.max(FIRST, Math.round(TURN / msPerBatch)));

interface Findings extends Pick<PipelineFindings, 'locked'> {
  readonly measured: readonly PipelineResult[];
  readonly simulated: readonly SimulatedPipeline[];
}

async function onShape(
  shape: Shape,
  files: Files,
  calibrate: Calibration['run'],
  roundCount: number,
): Promise<Findings> {
  const trainers = new Map<Way, Trainer>();
  try {
    for (const way of waysOf(cpus().length, sizesOf(shape).length - 1))
      trainers.set(way, await openTrainer(way.threads, files));
    const turnOf = (way: Way, batches: number): Promise<PipelineTurn> =>
      (trainers.get(way) as Trainer).turn({ shape, stages: way.stages, batches });
    const ways = [...trainers.keys()];
    // Of quiet batches, so that other work on the machine does not shorten the turns.
    const { layers } = await turnOf(ways[0] as Way, FIRST);
    const batches = batchesFor(1000 * layers.reduce((sum, seconds) => sum + seconds, 0));
    const rounds = await takeTurns(ways, (way) => turnOf(way, batches), calibrate, roundCount);
    const measured = resultsOf(shape, batches, rounds);
    const epoch = Math.ceil(SAMPLES.classes / shape.batch);
    const { turn } = trainers.get(ways[0] as Way) as Trainer;
    const locked = await lockedPart(shape, turn, calibrate, batches, roundCount);
    return { measured, simulated: simulatedOf(shape, layerSeconds(rounds), epoch), locked };
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
  const folder = `dist.bench-${process.pid}`;
  const calibration = openCalibration();
  try {
    const bundle = await bundleCommand(root, folder);
    const files: Files = { mnist, stage: join(dirname(bundle), 'stageThread.js') };
    const all: Findings[] = [];
    for (const shape of deepShapes) {
      say(`stages of a pipeline, ${shape.id}`);
      all.push(await onShape(shape, files, calibration.run, quick ? 3 : ROUNDS));
    }
    return {
      cores: cpus().length,
      measured: all.flatMap(({ measured }) => measured),
      simulated: all.flatMap(({ simulated }) => simulated),
      locked: all.flatMap(({ locked }) => locked),
    };
  } finally {
    calibration.close();
    await rm(join(root, folder), { recursive: true, force: true });
  }
}
