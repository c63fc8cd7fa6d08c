/** Trains the runs of `lab train` in sequence, prints their events, and saves checkpoints if requested. */
import { count } from '../../core/format';
import type { Kernels } from '../../core/kernels';
import type { GivenWeights } from '../../core/network/given';
import type { DivergedEvent, RunEvent, SummaryEvent } from '../../core/run/events';
import { Refusal } from '../../core/run/refusal';
import { createRun, type Run } from '../../core/run/run';
import type { Experiment } from '../../core/run/spec';
import type { Dataset } from '../../core/samples/dataset';
import type { Crew } from '../../core/trainer/pipeline/crew';
import { datasetInfo } from '../../data/storage/ownDatasets';
import { expand, type PlannedRun } from '../../experiment/expand';
import { breathe, printJson, printLine } from '../files/output';
import { Interrupt } from '../interrupt';
import { UsageError } from '../usage';
import { CheckpointProblem, resumeOption, type Saving } from './checkpoint';
import { jsonOf, jsonPrinter, type Printer, type RunName, runNames, textPrinter } from './printers';
import { type Outcome, summaryLines } from './summary';
import type { Tracing } from './tracing';

/** Milliseconds between two refreshes of the bar; algorithms train one after the other. */
export const REFRESH = { maxMilliseconds: 100, exclusive: true };

export interface Work {
  readonly experiment: Experiment;
  readonly dataset: Dataset;
  readonly kernels: Kernels;
  readonly json: boolean;
  /** The checkpoint file, if any. */
  readonly saving: Saving | undefined;
  /** The threads of its pipelines, if there are any. */
  readonly crew: Crew | undefined;
  /** What the experiment’s `startFrom` names. */
  readonly weights?: GivenWeights | undefined;
  /** The trace file, if any. */
  readonly tracing?: Tracing | undefined;
}

/** A run with its name and its position among all runs. */
interface NamedRun {
  readonly run: PlannedRun;
  readonly name: RunName;
  /** "7 of 20" */
  readonly place: string;
}

/** How a run ended; a failed checkpoint write ends it as Ctrl-C does. */
interface Trained extends Outcome {
  readonly problem: CheckpointProblem | undefined;
}

/** The result of an interrupted run's completed epochs; none before the first. */
const partial = (step: number, summary: SummaryEvent | undefined) => ({
  ...(summary ?? { type: 'summary' as const, step, epoch: 0 }),
  interrupted: true,
});

function createTraining(
  { dataset, kernels, crew, saving, weights, tracing }: Work,
  { id, spec }: PlannedRun,
): Run {
  const saved = saving?.run(id);
  const start =
    saved?.status === 'under way' ? { checkpoint: { id, spec, ...saved.kept } } : ('seed' as const);
  const checkpoints = saving !== undefined;
  const traceClock = tracing?.clock;
  return createRun(spec, dataset, { id, kernels, crew, start, weights, checkpoints, traceClock });
}

/** The run's first event; if the engine refuses the checkpoint, the error names its file. */
async function firstOf({ events }: Run, { saving }: Work, { id }: PlannedRun) {
  try {
    return await events.next();
  } catch (reason) {
    if (!(reason instanceof Refusal) || saving?.run(id)?.status !== 'under way') throw reason;
    throw new UsageError(`--resume: “${saving.from}” cannot be resumed. ${reason.message}`);
  }
}

/** Saves a checkpoint or the end of a run. @throws {CheckpointProblem} */
async function keep(saving: Saving, { id }: PlannedRun, event: RunEvent, training: Run): Promise<void> {
  if (event.type === 'started' || event.type === 'resumed') await saving.begin();
  if (event.type === 'checkpoint') await saving.keep(id, await training.checkpoint());
  if (event.type === 'summary' || event.type === 'diverged') await saving.end(id, event);
}

/** The state of a run, how it ended, and why it could not be saved. */
interface Reached {
  step: number;
  end: SummaryEvent | DivergedEvent | undefined;
  problem: CheckpointProblem | undefined;
}

/** Consumes events until the run ends, is interrupted (after saving a reported epoch), or cannot be saved. */
async function follow(work: Work, run: PlannedRun, training: Run, printer: Printer, interrupt: Interrupt) {
  const reached: Reached = { step: 0, end: undefined, problem: undefined };
  const { epochs } = work.experiment;
  /** Events that belong to the last reported epoch: its measures and checkpoint, or the summary. */
  let isDue = false;
  const goesOn = () => interrupt.status === undefined || isDue;
  try {
    let result = await firstOf(training, work, run);
    while (!result.done && goesOn()) {
      const event = result.value;
      printer.print(event);
      reached.step = event.step;
      if (event.type === 'summary' || event.type === 'diverged') reached.end = event;
      if (event.type === 'trace') work.tracing?.note(run, event);
      if (work.saving) await keep(work.saving, run, event, training);
      if (event.type === 'epoch') isDue = work.saving !== undefined || event.epoch === epochs;
      if (event.type === 'checkpoint') isDue = event.epoch === epochs;
      await breathe();
      if (goesOn()) result = await training.events.next(REFRESH);
    }
  } catch (reason) {
    if (!(reason instanceof CheckpointProblem)) throw reason;
    reached.problem = reason;
  } finally {
    printer.done();
  }
  return reached;
}

async function trainOne(work: Work, named: NamedRun, interrupt: Interrupt): Promise<Trained> {
  const { run, name, place } = named;
  const { json, saving, experiment } = work;
  const printer = json ? jsonPrinter(run) : textPrinter(name, experiment.epochs, place);
  const saved = saving?.run(run.id);
  if (saved?.status === 'done' || saved?.status === 'diverged') {
    printer.print(saved.end);
    return { run, end: saved.end, interrupted: false, problem: undefined };
  }
  const training = createTraining(work, run);
  const { step, end, problem } = await follow(work, run, training, printer, interrupt);
  if (end || (interrupt.status === undefined && !problem)) return { run, end, interrupted: false, problem };
  await training.events.return();
  const summary = training.summary();
  if (json) printJson(jsonOf(partial(step, summary), run));
  else
    printLine(
      `\n${name.short} was interrupted at step ${count(step)}; whole epochs done: ${summary?.epoch ?? 0}.`,
    );
  return { run, end: summary, interrupted: true, problem };
}

function namedRuns(runs: readonly PlannedRun[], seeds: number): readonly NamedRun[] {
  const nameOf = runNames(runs);
  const all = count(runs.length);
  const placeOf = (i: number): string => (seeds === 1 ? '' : `${count(i + 1)} of ${all}`);
  return runs.map((run, i) => ({ run, name: nameOf(run), place: placeOf(i) }));
}

/** Prints how to resume after Ctrl-C. */
function printResumed({ saving, dataset }: Work): void {
  if (!saving?.isKept()) return;
  const own =
    datasetInfo(dataset.id)?.checksum === undefined ? '' : ', and with --dataset and its options as now';
  console.error(`The checkpoint is saved. Resume with ${resumeOption(saving.path)}${own}.`);
}

/** The file exists at the end even if all runs were already finished. */
async function finish({ saving }: Work): Promise<CheckpointProblem | undefined> {
  try {
    await saving?.finish();
    return undefined;
  } catch (reason) {
    if (reason instanceof CheckpointProblem) return reason;
    throw reason;
  }
}

/** @throws {CheckpointProblem} after printing the summary */
export async function trainAll(work: Work): Promise<void> {
  const interrupt = new Interrupt();
  interrupt.watch();
  const runs = expand(work.experiment);
  const outcomes: Trained[] = [];
  for (const named of namedRuns(runs, work.experiment.seeds.length)) {
    if (interrupt.status !== undefined || outcomes.at(-1)?.problem) break;
    outcomes.push(await trainOne(work, named, interrupt));
  }
  await work.tracing?.write();
  const isComplete = interrupt.status === undefined && !outcomes.at(-1)?.problem;
  const problem = isComplete ? await finish(work) : outcomes.at(-1)?.problem;
  if (isComplete && outcomes.every(({ end }) => end?.type === 'diverged'))
    throw new Error(
      'No algorithm finished: each loss stopped being a number. Try a smaller --learning-rate.',
    );
  const told = outcomes.some(({ end }) => end !== undefined);
  if (!work.json && told) printLine(`\n${summaryLines(outcomes, runs).join('\n')}`);
  if (problem) throw problem;
  if (interrupt.status !== undefined) printResumed(work);
  process.exitCode = interrupt.status;
}
