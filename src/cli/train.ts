/** `lab train`: one rule after the other, with a progress bar on a terminal or one JSON event per line. */
import type { Dataset } from '../core/dataset';
import { type Experiment, runConfig, type SummaryEvent } from '../core/run';
import { train } from '../core/train';
import { datasetSpec } from '../data';
import { readFromFolder } from '../data/nodeFiles';
import { startBackend } from './backend';
import { jsonPrinter, printSummaries, textPrinter } from './printers';
import { parseTrainArguments, trainHelp } from './trainOptions';

/** Milliseconds between two refreshes of the bar. */
const REFRESH = { maxMilliseconds: 100 };

async function loadDataset(experiment: Experiment, folder: string): Promise<Dataset> {
  const spec = datasetSpec(experiment.dataset);
  if (spec === undefined) throw new Error(`There is no data set “${experiment.dataset}”.`);
  return spec.load({
    read: readFromFolder(folder, spec.id),
    allocate: (bytes) => new ArrayBuffer(bytes),
    progress: () => undefined,
  });
}

export async function trainCommand(args: readonly string[]): Promise<void> {
  const parsed = parseTrainArguments(args);
  if (parsed === undefined) {
    console.log(trainHelp());
    return;
  }
  const { experiment, data: folder, json } = parsed;
  const kernels = await startBackend(experiment.backend === 'auto' ? 'wasm' : experiment.backend);
  const dataset = await loadDataset(experiment, folder);
  const summaries: SummaryEvent[] = [];
  for (const rule of experiment.rules) {
    const printer = json ? jsonPrinter : textPrinter(rule, experiment.epochs);
    const events = train(runConfig(experiment, rule), dataset, { kernels });
    let result = await events.next();
    while (!result.done) {
      printer.print(result.value);
      if (result.value.type === 'summary') summaries.push(result.value);
      result = await events.next(REFRESH);
    }
    printer.done();
  }
  if (summaries.length === 0)
    throw new Error(
      'No algorithm finished: each loss stopped being a number. Try a smaller --learning-rate.',
    );
  if (!json) printSummaries(summaries);
}
