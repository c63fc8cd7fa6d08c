/** `lab train`: one run after the other, with a progress bar on a terminal or one JSON event per line. */
import type { Dataset } from '../core/dataset';
import { count } from '../core/format';
import type { Kernels } from '../core/kernels';
import type { SummaryEvent } from '../core/run/events';
import { createRun } from '../core/run/run';
import type { Experiment } from '../core/run/spec';
import { expand, type PlannedRun } from '../experiment/expand';
import { startBackend } from './backend';
import { Interrupt } from './interrupt';
import { breathe, say, sayJson } from './output';
import { namesFiles, openedLines, openFiles } from './ownData';
import { refuseFileOptions } from './ownOptions';
import { plain } from './plain';
import { jsonOf, jsonPrinter, type RunName, runNames, textPrinter } from './printers';
import { isFolder } from './regularFile';
import { loadSet } from './setFiles';
import { type Outcome, summaryLines } from './summary';
import { parseOptions, readTrainOptions, trainHelp, trainNotes, type Values } from './trainOptions';
import { UsageError } from './usage';

/** Milliseconds between two refreshes of the bar; algorithms train one after the other. */
const REFRESH = { maxMilliseconds: 100, alone: true };

/** A file of one's own is opened first: what it holds decides which settings suit it. */
async function openOwn(values: Values): Promise<{ values: Values; dataset?: Dataset }> {
  if (values.help) return { values };
  if (!namesFiles(values.dataset)) {
    refuseFileOptions(values);
    return { values };
  }
  const opened = await openFiles({ ...values, dataset: values.dataset });
  for (const line of openedLines(opened)) console.error(plain(line));
  console.error(`Data set id, from its content: ${opened.info.id}`);
  return { values: { ...values, dataset: opened.info.id }, dataset: opened.dataset };
}

/** A folder that is not there is a slip of the pen, also where this data set needs none. */
function checkFolder({ data, help }: Values): void {
  if (!help && typeof data === 'string' && !isFolder(data))
    throw new UsageError(
      `--data: “${data}” is no folder. Name the one that contains mnist/, sgemm/ and so on, or leave it out.`,
    );
}

export async function trainCommand(args: readonly string[]): Promise<void> {
  const values = parseOptions(args);
  checkFolder(values);
  const own = await openOwn(values);
  const parsed = readTrainOptions(own.values);
  if (parsed === undefined) {
    say(trainHelp());
    return;
  }
  const { experiment, data: folder, json } = parsed;
  for (const line of trainNotes(own.values, experiment)) console.error(plain(line));
  const dataset =
    own.dataset ?? (await loadSet(experiment.dataset, folder, (line) => console.error(plain(line))));
  const kernels = await startBackend(experiment.backend === 'auto' ? 'wasm' : experiment.backend);
  await trainAll({ experiment, dataset, kernels, json });
}

/** What a run that was interrupted came to in its whole epochs; before the first one there are no numbers. */
const partial = (step: number, summary: SummaryEvent | undefined) => ({
  ...(summary ?? { type: 'summary' as const, step, epoch: 0 }),
  interrupted: true,
});

interface Work {
  readonly experiment: Experiment;
  readonly dataset: Dataset;
  readonly kernels: Kernels;
  readonly json: boolean;
}

/** A run with what it is called in lines of text, and which of all it is. */
interface NamedRun {
  readonly run: PlannedRun;
  readonly name: RunName;
  /** "7 of 20" */
  readonly place: string;
}

async function trainOne({ experiment, dataset, kernels, json }: Work, named: NamedRun, interrupt: Interrupt) {
  const { run, name, place } = named;
  const printer = json ? jsonPrinter(run) : textPrinter(name, experiment.epochs, place);
  const { events, summary } = createRun(run.spec, dataset, { id: run.id, kernels });
  let end: Outcome['end'];
  let step = 0;
  let result = await events.next();
  while (!result.done && interrupt.status === undefined) {
    const event = result.value;
    printer.print(event);
    step = event.step;
    if (event.type === 'summary' || event.type === 'diverged') end = event;
    await breathe();
    if (interrupt.status === undefined) result = await events.next(REFRESH);
  }
  printer.done();
  if (end !== undefined || interrupt.status === undefined) return { run, end, interrupted: false };
  await events.return();
  if (json) sayJson(jsonOf(partial(step, summary()), run));
  else
    say(
      `\n${name.short} was interrupted at step ${count(step)}; whole epochs done: ${summary()?.epoch ?? 0}.`,
    );
  return { run, end: summary(), interrupted: true };
}

function namedRuns(runs: readonly PlannedRun[], seeds: number): readonly NamedRun[] {
  const nameOf = runNames(runs);
  const all = count(runs.length);
  const placeOf = (i: number): string => (seeds === 1 ? '' : `${count(i + 1)} of ${all}`);
  return runs.map((run, i) => ({ run, name: nameOf(run), place: placeOf(i) }));
}

async function trainAll(work: Work): Promise<void> {
  const interrupt = new Interrupt();
  interrupt.watch();
  const runs = expand(work.experiment);
  const outcomes: Outcome[] = [];
  for (const named of namedRuns(runs, work.experiment.seeds.length)) {
    if (interrupt.status !== undefined) break;
    outcomes.push(await trainOne(work, named, interrupt));
  }
  if (interrupt.status === undefined && outcomes.every(({ end }) => end?.type === 'diverged'))
    throw new Error(
      'No algorithm finished: each loss stopped being a number. Try a smaller --learning-rate.',
    );
  const told = outcomes.some(({ end }) => end !== undefined);
  if (!work.json && told) say(`\n${summaryLines(outcomes, runs).join('\n')}`);
  process.exitCode = interrupt.status;
}
