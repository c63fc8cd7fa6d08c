/**
 * What `npm run -s bench -- --part map --record` measured: steps by one worker, by threads and by stages, for networks of
 * several depths and widths, and the costs fitted to them (core/cost/ways.ts).
 */
import { z } from 'zod';
import type { DenseNet } from '../../core/cost/calls';
import { type WayCosts, waysOf } from '../../core/cost/ways';
import { ruleIds } from '../../core/rules';
import { checked } from './checked';

export const WAYS_PATH = 'results/ways/record.json';

const positive = z.number().positive();
const whole = z.int().positive();

const pointSchema = z.strictObject({
  /** Hidden layers, and the units of each. */
  depth: whole,
  width: whole,
  batchSize: whole,
  /** Of an epoch, in which stages fill and drain once. */
  batches: whole,
  /** Seconds of a step: medians over rounds. */
  alone: positive,
  threads: positive,
  stages: positive,
  /** In so many of the rounds two threads ran at once; where there were any, the medians are theirs. */
  judged: z.int().nonnegative(),
  rounds: whole,
});
export type WayPoint = z.infer<typeof pointSchema>;

const recordSchema = z.strictObject({
  lab: z.string(),
  commit: z.string(),
  backend: z.string(),
  machine: z.string(),
  date: z.iso.date(),
  /** Of the machine, before and after. */
  load: z.tuple([z.number(), z.number()]),
  /** Threads, and stages. */
  workers: whole,
  /** What all networks have in common. */
  net: z.strictObject({
    rule: z.enum(ruleIds),
    inputs: whole,
    outputs: whole,
    /** Share of the inputs that are not 0. */
    listed: positive.max(1),
  }),
  points: z.array(pointSchema).min(1),
  costs: z.strictObject({
    multiplyAdd: positive,
    entry: positive,
    element: positive,
    call: positive,
    step: positive,
    meeting: positive,
    handing: positive,
    sharing: positive,
    beside: positive,
  }),
});
export type WaysRecord = z.infer<typeof recordSchema>;

/** @throws {StudyProblem} that names the first invalid field */
export const readWays = (json: unknown): WaysRecord => checked(WAYS_PATH, recordSchema, json);

/** @throws {StudyProblem} if the file is not valid */
export async function loadWays(): Promise<WaysRecord> {
  const { default: json } = await import('../../../results/ways/record.json');
  return readWays(json);
}

/** The network of a point. */
export const netOf = (
  { net }: Pick<WaysRecord, 'net'>,
  { depth, width, batchSize }: Pick<WayPoint, 'depth' | 'width' | 'batchSize'>,
): DenseNet => ({ ...net, hidden: Array<number>(depth).fill(width), batchSize });

/** Seconds of a step in each way. */
export type WaySeconds = Pick<WayPoint, 'alone' | 'threads' | 'stages'>;

/** What the model says of a point. */
export function modelled(
  record: Pick<WaysRecord, 'net' | 'workers'>,
  point: Omit<WayPoint, keyof WaySeconds>,
  costs: WayCosts,
): WaySeconds {
  const net = netOf(record, point);
  const ways = waysOf(net, costs);
  return {
    alone: ways.alone(net.hidden),
    threads: ways.byThreads(net.hidden, record.workers),
    stages: ways.byStages(net.hidden, record.workers, point.batches),
  };
}

/** Above 1 where stages were faster. */
export const gainOf = ({ threads, stages }: WaySeconds): number => threads / stages;

export interface ModelError {
  /** Factors by which the model's time of threads over that of stages differs from the measured one: the middle one, and the largest. */
  readonly typical: number;
  readonly most: number;
  /** Points at which both name the same way as the faster one. */
  readonly agreed: number;
  readonly points: number;
}

/** How far the model is from its points. */
export function modelError(record: WaysRecord): ModelError {
  const pairs = record.points.map((point) => [
    gainOf(point),
    gainOf(modelled(record, point, record.costs)),
  ]) as [number, number][];
  const off = pairs.map(([own, model]) => Math.max(model / own, own / model)).sort((a, b) => a - b);
  return {
    typical: off[Math.floor(off.length / 2)] as number,
    most: off.at(-1) as number,
    agreed: pairs.filter(([own, model]) => own > 1 === model > 1).length,
    points: pairs.length,
  };
}
