/** `lab train`: one rule after the other, with a progress bar on a terminal or one JSON event per line. */
import type { Dataset } from '../core/dataset';
import { count } from '../core/format';
import type { Kernels } from '../core/network';
import { type RuleId, rules } from '../core/rules';
import { summaryEvent } from '../core/run/epochEnd';
import type { DivergedEvent, EpochEvent, SummaryEvent } from '../core/run/events';
import { type Experiment, runSpec } from '../core/run/spec';
import { train } from '../core/run/train';
import { startBackend } from './backend';
import { Interrupt } from './interrupt';
import { breathe, say, sayJson } from './output';
import { namesFiles, openedLines, openFiles } from './ownData';
import { refuseFileOptions } from './ownOptions';
import { plain } from './plain';
import { jsonPrinter, summaryLines, textPrinter } from './printers';
import { isFolder } from './regularFile';
import { loadSet } from './setFiles';
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

type End = SummaryEvent | DivergedEvent;

/** What a rule that was interrupted came to in its whole epochs; before the first one there are no numbers. */
const partial = (rule: RuleId, step: number, epochs: readonly EpochEvent[]) => ({
  ...(summaryEvent(epochs) ?? { type: 'summary' as const, rule, step, epoch: 0 }),
  interrupted: true,
});

/** @returns how one rule ended, undefined when it was interrupted before its first epoch did */
async function trainOne(
  { experiment, dataset, kernels, json }: Work,
  rule: RuleId,
  interrupt: Interrupt,
): Promise<End | undefined> {
  const printer = json ? jsonPrinter(dataset.id) : textPrinter(rule, experiment.epochs);
  const events = train(runSpec(experiment, rule), dataset, { kernels });
  const epochs: EpochEvent[] = [];
  let end: End | undefined;
  let step = 0;
  let result = await events.next();
  while (!result.done && interrupt.status === undefined) {
    const event = result.value;
    printer.print(event);
    step = event.step;
    if (event.type === 'epoch') epochs.push(event);
    if (event.type === 'summary' || event.type === 'diverged') end = event;
    await breathe();
    if (interrupt.status === undefined) result = await events.next(REFRESH);
  }
  printer.done();
  if (end !== undefined || interrupt.status === undefined) return end;
  await events.return();
  if (json) sayJson({ ...partial(rule, step, epochs), dataset: dataset.id });
  else
    say(`\n${rules[rule].name} was interrupted at step ${count(step)}; whole epochs done: ${epochs.length}.`);
  return summaryEvent(epochs);
}

interface Work {
  readonly experiment: Experiment;
  readonly dataset: Dataset;
  readonly kernels: Kernels;
  readonly json: boolean;
}

async function trainAll(work: Work): Promise<void> {
  const interrupt = new Interrupt();
  interrupt.watch();
  const ends: End[] = [];
  for (const rule of work.experiment.rules) {
    if (interrupt.status !== undefined) break;
    const end = await trainOne(work, rule, interrupt);
    if (end) ends.push(end);
  }
  if (interrupt.status === undefined && ends.every(({ type }) => type === 'diverged'))
    throw new Error(
      'No algorithm finished: each loss stopped being a number. Try a smaller --learning-rate.',
    );
  if (!work.json && ends.length > 0) say(`\n${summaryLines(ends).join('\n')}`);
  process.exitCode = interrupt.status;
}
