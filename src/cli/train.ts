/** `lab train`: one rule after the other, with a progress bar on a terminal or one JSON event per line. */
import type { Dataset } from '../core/dataset';
import type { Kernels } from '../core/network';
import { type DivergedEvent, type Experiment, runConfig, type SummaryEvent } from '../core/run';
import { train } from '../core/train';
import { startBackend } from './backend';
import { breathe, say } from './output';
import { namesFiles, openedLines, openFiles } from './ownData';
import { refuseFileOptions } from './ownOptions';
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
  for (const line of openedLines(opened)) console.error(line);
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
  for (const line of trainNotes(own.values, experiment)) console.error(line);
  const dataset = own.dataset ?? (await loadSet(experiment.dataset, folder, (line) => console.error(line)));
  const kernels = await startBackend(experiment.backend === 'auto' ? 'wasm' : experiment.backend);
  await trainAll(experiment, dataset, kernels, json);
}

async function trainAll(
  experiment: Experiment,
  dataset: Dataset,
  kernels: Kernels,
  json: boolean,
): Promise<void> {
  const ends: (SummaryEvent | DivergedEvent)[] = [];
  for (const rule of experiment.rules) {
    const printer = json ? jsonPrinter(dataset.id) : textPrinter(rule, experiment.epochs);
    const events = train(runConfig(experiment, rule), dataset, { kernels });
    let result = await events.next();
    while (!result.done) {
      printer.print(result.value);
      if (result.value.type === 'summary' || result.value.type === 'diverged') ends.push(result.value);
      await breathe();
      result = await events.next(REFRESH);
    }
    printer.done();
  }
  if (ends.every(({ type }) => type === 'diverged'))
    throw new Error(
      'No algorithm finished: each loss stopped being a number. Try a smaller --learning-rate.',
    );
  if (!json) say(`\n${summaryLines(ends).join('\n')}`);
}
