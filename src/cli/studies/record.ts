/** `lab study NAME --record`: trains all arms of a study, and writes its record once everything has finished. */
import { dirname } from 'node:path';
import type { Kernels } from '../../core/kernels';
import type { RunEvent } from '../../core/run/events';
import { createRun } from '../../core/run/run';
import type { Dataset } from '../../core/samples/dataset';
import { expand, type PlannedRun } from '../../experiment/expand';
import {
  type Provenance,
  type Recorded,
  type RecordedRun,
  readRecord,
  recordOf,
  writeRecord,
} from '../../experiment/results/record';
import { recordedRun } from '../../experiment/results/recordedRun';
import type { Arm, Study } from '../../experiment/results/study';
import { onDisk } from '../files/disk';
import { breathe, printLine } from '../files/output';
import { removeParts, writeAtomically } from '../files/writeAtomically';
import { type Printer, runNames, textPrinter } from '../train/printers';
import { REFRESH } from '../train/trainRuns';

export interface Recording {
  readonly study: Study;
  readonly provenance: Provenance;
  readonly kernels: Kernels;
  readonly dataset: (id: string) => Promise<Dataset>;
  /** The file to write. */
  readonly path: string;
  /** Whether to stop, leaving the file as it is. */
  readonly isStopped: () => boolean;
}

/** Undefined if stopped. */
async function trainOne(
  { kernels, isStopped }: Recording,
  { id, spec }: PlannedRun,
  dataset: Dataset,
  printer: Printer,
): Promise<RecordedRun | undefined> {
  const training = createRun(spec, dataset, { id, kernels });
  const events: RunEvent[] = [];
  try {
    for (;;) {
      const { done, value: event } = await training.events.next(REFRESH);
      if (done) return recordedRun(spec, events);
      printer.print(event);
      events.push(event);
      await breathe();
      if (isStopped()) return undefined;
    }
  } finally {
    printer.done();
    await training.events.return();
  }
}

async function trainArm(recording: Recording, arm: Arm): Promise<readonly RecordedRun[] | undefined> {
  const { experiment, name } = arm;
  const dataset = await recording.dataset(experiment.dataset);
  const runs = expand(experiment);
  const nameOf = runNames(runs);
  printLine(name);
  const trained: RecordedRun[] = [];
  for (const [i, run] of runs.entries()) {
    const printer = textPrinter(nameOf(run), experiment.epochs, `${i + 1} of ${runs.length}`);
    const one = await trainOne(recording, run, dataset, printer);
    if (one === undefined) return undefined;
    trained.push(one);
  }
  return trained;
}

/** Undefined if stopped: nothing is written then. @throws {DiskProblem} if the file cannot be written */
export async function recordStudy(recording: Recording): Promise<Recorded | undefined> {
  const { study, provenance, path } = recording;
  const all: (readonly RecordedRun[])[] = [];
  for (const arm of study.arms) {
    const runs = await trainArm(recording, arm);
    if (runs === undefined) return undefined;
    all.push(runs);
  }
  const record = recordOf(study, provenance, all);
  const recorded = readRecord(study, record);
  const folder = dirname(path);
  const bytes = new TextEncoder().encode(writeRecord(record));
  const writing = { folder, bytes: bytes.length, wayOut: 'record again from a copy elsewhere' };
  await removeParts(path);
  await onDisk(writeAtomically(path, bytes), writing);
  return recorded;
}
