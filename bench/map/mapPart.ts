/** F³-Error's steps in one worker, by two threads and in two stages, for networks of several depths and widths. */
import { rm } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { bundleCommand } from '../../scripts/commandBundle';
import { provenanceOf } from '../../src/cli/studies/provenance';
import type { WayPoint, WaysRecord } from '../../src/experiment/results/ways';
import { type Calibration, judgedOf, openCalibration, takeTurns } from '../node/threadTimes';
import type { PipelineRound, Way } from '../pipeline/findings';
import { openTrainer, type Trainer } from '../pipeline/pipelinePart';
import { SAMPLES, SHARE, type Shape } from '../shapes';
import { median } from '../statistics';
import { fitCosts } from './fit';

const root = join(import.meta.dirname, '..', '..');

const WORKERS = 2;
const [INPUTS, OUTPUTS] = [784, 10] as const;
const alone: Way = { stages: 1, threads: 1 };
const threads: Way = { stages: 1, threads: WORKERS };
const stages: Way = { stages: WORKERS, threads: 1 };

/** What is measured: hidden layers, their units, samples of a batch. */
export type Place = Pick<WayPoint, 'depth' | 'width' | 'batchSize'>;

/** A grid at one batch size, and a column of it at another, which tells what work depends on the batch. */
export const places: readonly Place[] = [
  ...[1, 3, 7, 15].flatMap((depth) => [64, 256, 1024].map((width) => ({ depth, width, batchSize: 50 }))),
  ...[64, 256, 1024].map((width) => ({ depth: 3, width, batchSize: 200 })),
];

const shapeOf = ({ depth, width, batchSize }: Place): Shape => ({
  id: `${INPUTS}-${width}×${depth}-${OUTPUTS}`,
  batch: batchSize,
});

/** Milliseconds of a turn by one worker, after as many of warm-up. */
const TURN = 500;
/** Fewest batches of a turn, most, and those of the first, which tells how many it is. */
const [FEWEST, MOST, FIRST] = [10, 1000, 20] as const;
const [ROUNDS, QUICK] = [5, 2] as const;

/** At most an epoch's. */
export const batchesFor = (msPerStep: number, batchSize: number): number =>
  Math.min(MOST, Math.floor(SAMPLES.classes / batchSize), Math.max(FEWEST, Math.round(TURN / msPerStep)));

/** Medians over the rounds that count; ways are compared within a round, so that slow ones cancel out. */
export function pointOf(place: Place, batches: number, rounds: readonly PipelineRound[]): WayPoint {
  const { used, judged } = judgedOf(rounds);
  const of = (way: Way, { turns }: PipelineRound): number => {
    const found = [...turns].find(([one]) => one.stages === way.stages && one.threads === way.threads);
    if (!found)
      throw new Error(`A round has no turn of ${way.stages} stages with ${way.threads} threads each.`);
    return found[1].msPerStep;
  };
  const seconds = median(used.map((round) => of(alone, round))) / 1000;
  const over = (way: Way): number => median(used.map((round) => of(way, round) / of(alone, round)));
  return {
    ...{ ...place, batches, alone: seconds, judged, rounds: rounds.length },
    ...{ threads: seconds * over(threads), stages: seconds * over(stages) },
  };
}

async function measure(
  place: Place,
  trainers: ReadonlyMap<number, Trainer>,
  calibrate: Calibration['run'],
  roundCount: number,
): Promise<WayPoint> {
  const shape = shapeOf(place);
  const turnOf = (way: Way, batches: number) =>
    (trainers.get(way.threads) as Trainer).turn({ shape, stages: way.stages, batches });
  const { msPerStep } = await turnOf(alone, FIRST);
  const batches = batchesFor(msPerStep, place.batchSize);
  const ways = [alone, stages, threads];
  return pointOf(place, batches, await takeTurns(ways, (way) => turnOf(way, batches), calibrate, roundCount));
}

/** @param mnist the folder with its files; absent: random bytes, as many of which are 0 */
export async function mapPart(
  mnist: string | undefined,
  quick: boolean,
  say: (text: string) => void,
): Promise<WaysRecord> {
  const [before = 0] = loadavg();
  const folder = `dist.bench-${process.pid}`;
  const calibration = openCalibration();
  const trainers = new Map<number, Trainer>();
  try {
    const bundle = await bundleCommand(root, folder);
    const files = { mnist, stage: join(dirname(bundle), 'stageThread.js') };
    for (const count of [1, WORKERS]) trainers.set(count, await openTrainer(count, files));
    const points: WayPoint[] = [];
    for (const place of places) {
      say(`threads and stages, ${shapeOf(place).id}, batches of ${place.batchSize}`);
      points.push(await measure(place, trainers, calibration.run, quick ? QUICK : ROUNDS));
    }
    const net = { rule: 'f3-error', inputs: INPUTS, outputs: OUTPUTS, listed: SHARE } as const;
    const measured = { workers: WORKERS, net, points };
    const load: [number, number] = [before, loadavg()[0] ?? 0];
    return { ...provenanceOf('wasm'), load, ...measured, costs: fitCosts(measured) };
  } finally {
    calibration.close();
    for (const { close } of trainers.values()) close();
    await rm(join(root, folder), { recursive: true, force: true });
  }
}
