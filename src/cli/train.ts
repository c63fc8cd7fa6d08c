/** `lab train`: one rule after the other, with a progress bar on a terminal or one JSON event per line. */
import { SingleBar } from 'cli-progress';
import type { Dataset } from '../core/dataset';
import type { RuleId } from '../core/rules';
import { rules } from '../core/rules';
import { type EpochEvent, type Experiment, type RunEvent, runConfig, type SummaryEvent } from '../core/run';
import { train } from '../core/train';
import { datasetSpec } from '../data';
import { readFromFolder } from '../data/nodeFiles';
import { startBackend } from './backend';
import { parseTrainArguments, TRAIN_HELP } from './trainOptions';

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

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

function epochLine(event: EpochEvent): string {
  const name = rules[event.rule].name.padEnd(9);
  const loss = `training loss ${event.trainingLoss.toFixed(4)}  test loss ${event.testLoss.toFixed(4)}`;
  return `${name} epoch ${String(event.epoch).padStart(3)}  ${percent(event.testAccuracy)}  ${loss}  ${event.trainSeconds.toFixed(1)} s`;
}

interface Printer {
  readonly print: (event: RunEvent) => void;
  readonly done: () => void;
}

const jsonPrinter: Printer = {
  print: (event) => {
    if (event.type !== 'progress') console.log(JSON.stringify(event));
  },
  done: () => undefined,
};

/** A bar on standard error when that is a terminal; the lines go to standard output. */
function textPrinter(rule: RuleId, epochs: number): Printer {
  const bar = process.stderr.isTTY
    ? new SingleBar({
        format: `${rules[rule].name.padEnd(9)} [{bar}] {percentage} %  about {eta_formatted} left`,
        clearOnComplete: true,
      })
    : undefined;
  return {
    print: (event) => {
      if (event.type === 'started') bar?.start(event.stepsPerEpoch * epochs, 0);
      else bar?.update(event.step);
      if (event.type === 'epoch') console.log(`${bar ? '\r\u001b[K' : ''}${epochLine(event)}`);
      if (event.type === 'diverged')
        console.log(`${rules[rule].name} stopped by step ${event.step}: its loss is not a number.`);
    },
    done: () => bar?.stop(),
  };
}

function printTable(summaries: readonly SummaryEvent[]): void {
  console.log('\nAlgorithm   last      best      test loss');
  for (const { rule, testAccuracy, bestTestAccuracy, testLoss } of summaries) {
    const cells = [percent(testAccuracy), percent(bestTestAccuracy), testLoss.toFixed(4)];
    console.log(`${rules[rule].name.padEnd(10)}  ${cells.map((cell) => cell.padEnd(8)).join('  ')}`);
  }
  console.log('Best is the best epoch on the test set (optimistic, as published).');
}

export async function trainCommand(args: readonly string[]): Promise<void> {
  const parsed = parseTrainArguments(args);
  if (parsed === undefined) {
    console.log(TRAIN_HELP);
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
  if (!json) printTable(summaries);
}
