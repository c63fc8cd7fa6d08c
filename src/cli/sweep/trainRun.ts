/** Trains one run of a sweep, from its last checkpoint if there is one, and writes its file. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Kernels } from '../../core/kernels';
import type { GivenWeights } from '../../core/network/given';
import type { RunEvent } from '../../core/run/events';
import { Refusal } from '../../core/run/refusal';
import { createRun, type Run } from '../../core/run/run';
import type { Dataset } from '../../core/samples/dataset';
import type { Crew } from '../../core/trainer/pipeline/crew';
import { networkOf } from '../../exports/network';
import { writeNetworkFile } from '../../exports/networkFile';
import { onDisk } from '../files/disk';
import { breathe } from '../files/output';
import { readBytes, removeParts, writeAtomically } from '../files/writeAtomically';
import type { Interrupt } from '../interrupt';
import { plain } from '../plain';
import type { Printer } from '../train/printers';
import { REFRESH } from '../train/trainRuns';
import { type Origin, type Part, readPart, writePart } from './part';
import type { SweptRun } from './plan';
import { isKept, type RunFile, writeRunFile } from './runFile';

/** Milliseconds between two checkpoints, at least. */
const INTERVAL = 250;
/** Training gets this many times the time that the last checkpoint took. */
const SHARE = 20;

/** What all runs of a sweep share, and what every file says of them. */
export interface Setting {
  readonly dataset: Dataset;
  readonly kernels: Kernels;
  readonly crew: Crew | undefined;
  /** What `startFrom` names. */
  readonly weights: GivenWeights | undefined;
  readonly origin: Omit<Origin, 'run'> & Pick<RunFile, 'backend'>;
  readonly machine: string;
  readonly interrupt: Interrupt;
}

/** The files of a run. */
export interface Paths {
  readonly result: string;
  readonly part: string;
  /** Absent: its weights are not kept. */
  readonly weights?: string;
}

const written = (path: string, bytes: Uint8Array): Promise<void> =>
  onDisk(writeAtomically(path, bytes), {
    ...{ folder: dirname(path), bytes: bytes.length },
    wayOut: 'name another folder with --out',
  });

/** Writes checkpoints, not so often that training waits for the disk. */
function createKeeper(path: string, origin: Origin, isLast: (epoch: number) => boolean) {
  let [triedAt, took] = [performance.now(), 0];
  let last: Part['checkpoint'] | undefined;
  return {
    /** The last checkpoint that was written. */
    last: () => last,
    keep: async (training: Run, events: readonly RunEvent[]): Promise<void> => {
      const from = performance.now();
      const { epoch = 0 } = training.summary() ?? {};
      if (from - triedAt < Math.max(INTERVAL, SHARE * took) && !isLast(epoch)) return;
      last = await training.checkpoint();
      await written(path, writePart(origin, { checkpoint: last, events }));
      triedAt = performance.now();
      took = triedAt - from;
    },
  };
}

const beginsAgain = (path: string, why: string): void =>
  console.error(plain(`“${path}” cannot be resumed: ${why}. Its run begins again.`));

async function partAt(path: string, origin: Origin): Promise<Part | undefined> {
  if (!existsSync(path)) return undefined;
  const part = readPart(await readBytes(path), origin);
  if (!part) beginsAgain(path, 'it is of another version of the lab or of other data, or it is damaged');
  return part;
}

/** The network after the last epoch, for other tools and as another run's beginning. */
async function writeWeights(
  path: string,
  { dataset, origin: { checksum, backend, lab } }: Setting,
  { id, spec }: SweptRun,
  { arrays, epoch, state }: Part['checkpoint'],
): Promise<void> {
  const facts = { lab, backend, dataset: spec.dataset, checksum };
  const kept = { run: id, spec, epoch, arrays, origin: state.feedback, facts };
  await written(path, writeNetworkFile(networkOf(kept, dataset)));
}

/** The events of a run until it ends; undefined if it was interrupted. */
async function eventsOf(
  { dataset, kernels, crew, interrupt, weights }: Setting,
  { id, spec }: SweptRun,
  part: Part | undefined,
  printer: Printer,
  keep: (training: Run, events: readonly RunEvent[]) => Promise<void>,
): Promise<readonly RunEvent[] | undefined> {
  const start = part ? { checkpoint: { id, spec, ...part.checkpoint } } : ('seed' as const);
  const training = createRun(spec, dataset, { id, kernels, crew, start, weights, checkpoints: true });
  const events = [...(part?.events ?? [])];
  try {
    for (;;) {
      const { done, value: event } = await training.events.next(REFRESH);
      if (done) return events;
      printer.print(event);
      if (isKept(event)) events.push(event);
      if (event.type === 'checkpoint') await keep(training, events);
      await breathe();
      if (interrupt.status !== undefined && event.type !== 'summary' && event.type !== 'diverged')
        return undefined;
    }
  } finally {
    printer.done();
    await training.events.return();
  }
}

/**
 * @returns its file; undefined if it was interrupted: its last checkpoint is kept
 * @throws {DiskProblem} if a file cannot be written
 */
export async function trainRun(
  setting: Setting,
  run: SweptRun,
  paths: Paths,
  printer: Printer,
): Promise<RunFile | undefined> {
  const { origin, machine, interrupt } = setting;
  const own = { ...origin, run: run.id };
  await removeParts(paths.part);
  await removeParts(paths.result);
  const part = await partAt(paths.part, own);
  const isLast = (epoch: number): boolean =>
    interrupt.status !== undefined || (paths.weights !== undefined && epoch === run.spec.epochs);
  const { keep, last } = createKeeper(paths.part, own, isLast);
  const events = await eventsOf(setting, run, part, printer, keep).catch((reason: unknown) => {
    if (!part || !(reason instanceof Refusal)) throw reason;
    beginsAgain(paths.part, reason.message.replace(/\.$/, ''));
    return eventsOf(setting, run, undefined, printer, keep);
  });
  if (events === undefined) return undefined;
  const { experiment, checksum, backend, lab } = origin;
  const file: RunFile = {
    ...{ experiment, run: run.id, place: run.place, settings: run.spec, checksum, backend, lab, machine },
    ...{ date: new Date().toISOString(), events },
  };
  const end = last() ?? part?.checkpoint;
  if (paths.weights !== undefined && end?.epoch === run.spec.epochs)
    await writeWeights(paths.weights, setting, run, end);
  await written(paths.result, new TextEncoder().encode(writeRunFile(file)));
  await rm(paths.part, { force: true });
  return file;
}
