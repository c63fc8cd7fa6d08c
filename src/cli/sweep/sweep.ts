/** `lab sweep`: trains the runs of an experiment file into a folder, one file for each. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { count } from '../../core/format';
import { trainingChecksum } from '../../data/storage/contentChecksum';
import { isOwnId } from '../../data/storage/ownDatasets';
import { backendOf, startBackend } from '../backend';
import { makeFolder, onDisk } from '../files/disk';
import { printLine } from '../files/output';
import { writeAtomically } from '../files/writeAtomically';
import { Interrupt } from '../interrupt';
import { crewOf } from '../pipeline/crew';
import { plain } from '../plain';
import { machineText } from '../studies/provenance';
import { textPrinter } from '../train/printers';
import { loadSet } from '../train/setFiles';
import { startWeights } from '../train/startFrom';
import { type OpenedOwn, openOwn } from '../train/train';
import { UsageError } from '../usage';
import { labVersion } from '../version';
import { DATA_INFO, dataInfoText } from './dataInfo';
import {
  EXPERIMENT,
  type Plan,
  partPath,
  planIn,
  readPlan,
  resultIn,
  resultPath,
  type SweptRun,
  weightsPath,
} from './plan';
import type { Shard } from './slurm';
import { readSweepOptions, SWEEP_HELP, type SweepOptions } from './sweepOptions';
import { type Setting, trainRun } from './trainRun';

const say = (line: string): void => console.error(plain(line));

/** Files of a sweep's folder besides those of its runs. */
const ours = [EXPERIMENT, DATA_INFO];

/** Each Nth run, so that shards have runs of every kind. */
const runsOf = ({ runs }: Plan, { index, count: all }: Shard): readonly SweptRun[] =>
  runs.filter(({ place }) => place % all === index - 1);

/**
 * @returns the plan by which the folder's results are known
 * @throws {UsageError} if the folder belongs to another experiment, or has results although they were not expected
 */
function checkFolder({ out, resume }: SweepOptions, plan: Plan, runs: readonly SweptRun[]): Plan {
  const path = join(out, EXPERIMENT);
  if (!existsSync(path)) {
    const [other] = existsSync(out)
      ? readdirSync(out).filter((name) => !ours.some((one) => name.startsWith(one)))
      : [];
    if (other !== undefined)
      throw new UsageError(`--out: “${out}” has other files, such as ${other}. Name a new folder.`);
    return plan;
  }
  const kept = planIn(out);
  if (kept.text !== plan.text)
    throw new UsageError(
      `--out: “${out}” has the results of another experiment (${EXPERIMENT} differs). Name another folder.`,
    );
  const begun = runs.filter((run) => existsSync(resultPath(out, run)) || existsSync(partPath(out, run)));
  if (begun.length > 0 && !resume)
    throw new UsageError(
      `--out: “${out}” has ${count(begun.length)} of these ${count(runs.length)} runs. Go on with --resume, or name another folder.`,
    );
  return kept;
}

/** @throws {UsageError} if the experiment's data set is an imported one and `--dataset` names another, or none */
function checkDataset({ values }: OpenedOwn, wanted: string): void {
  const given = values.dataset;
  if (given === wanted) return;
  if (!isOwnId(wanted) && given !== undefined)
    throw new UsageError(`--dataset: the experiment trains on ${wanted}. Leave it out.`);
  if (isOwnId(wanted) && given === undefined)
    throw new UsageError(
      `The experiment trains on an imported data set (${wanted}), which its file does not contain. Give that data file: --dataset FILE.`,
    );
  if (isOwnId(wanted))
    throw new UsageError(
      `--dataset: the experiment trains on ${wanted}; this is ${given}: other content, or the same file read in another way (--target, --test-share, …).`,
    );
}

async function settingOf({ data, file }: SweepOptions, opened: OpenedOwn, plan: Plan): Promise<Setting> {
  const dataset = opened.dataset ?? (await loadSet(plan.experiment.dataset, data, say));
  const backend = backendOf(plan.experiment);
  const weights = startWeights(plan.experiment, opened.weights, `“${file}”`);
  const origin = { experiment: plan.digest, backend, lab: labVersion() };
  return {
    dataset,
    weights,
    kernels: await startBackend(backend, plan.experiment.threads),
    crew: crewOf(plan.experiment),
    origin: { ...origin, checksum: await trainingChecksum(dataset) },
    machine: machineText(),
    interrupt: new Interrupt(),
  };
}

/** Shards may share a folder: each writes the same. @throws {DiskProblem} */
async function prepareFolder(folder: string, { text, experiment }: Plan): Promise<void> {
  const writing = { folder, wayOut: 'name another folder with --out' };
  await onDisk(makeFolder(folder), writing);
  const files = { [DATA_INFO]: dataInfoText(experiment.dataset), [EXPERIMENT]: text };
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    if (content === undefined || existsSync(path)) continue;
    const bytes = new TextEncoder().encode(content);
    await onDisk(writeAtomically(path, bytes), { ...writing, bytes: bytes.length });
  }
}

/** @returns how many of the runs were trained */
async function trainAll(
  setting: Setting,
  runs: readonly SweptRun[],
  { out, weights }: SweepOptions,
): Promise<number> {
  const { interrupt } = setting;
  interrupt.watch();
  const width = Math.max(...runs.map(({ id }) => id.length));
  let trained = 0;
  for (const [i, run] of runs.entries()) {
    if (interrupt.status !== undefined) break;
    const name = { short: run.id, wide: run.id.padEnd(width) };
    const printer = textPrinter(name, run.spec.epochs, `${count(i + 1)} of ${count(runs.length)}`);
    const own = weights ? { weights: weightsPath(out, run) } : {};
    const paths = { result: resultPath(out, run), part: partPath(out, run), ...own };
    if (await trainRun(setting, run, paths, printer)) trained += 1;
  }
  return trained;
}

/** Runs that were trained without `--weights`. A run that diverged has none. */
function sayBare(out: string, plan: Plan, runs: readonly SweptRun[]): void {
  const bare = runs.filter((run) => {
    const ended = resultIn(out, plan, run)?.events.at(-1)?.type === 'summary';
    return ended && !existsSync(weightsPath(out, run));
  });
  const [first] = bare;
  if (first)
    say(
      `The weights of ${count(bare.length)} of them were not kept. To have them, remove their files, such as ${resultPath(out, first)}, and sweep again with --resume --weights.`,
    );
}

export async function sweepCommand(args: readonly string[]): Promise<void> {
  const options = readSweepOptions(args);
  if (options === undefined) return printLine(SWEEP_HELP);
  const { file, out, shard } = options;
  // The experiment's imported set is known once its file has been opened.
  const opened = await openOwn(options.own);
  const asked = readPlan(file, (dataset) => checkDataset(opened, dataset));
  if (asked.experiment.backend === 'webgpu')
    throw new UsageError(
      `“${file}” names the backend webgpu, which Node does not have. Write "backend": "auto" there.`,
    );
  const runs = runsOf(asked, shard);
  if (runs.length === 0)
    return say(`Shard ${shard.index} of ${shard.count} has none of the ${count(asked.runs.length)} runs.`);
  if (shard.count > 1)
    say(`Shard ${shard.index} of ${shard.count}: ${count(runs.length)} of ${count(asked.runs.length)} runs.`);
  const plan = checkFolder(options, asked, runs);
  const left = runs.filter((run) => !resultIn(out, plan, run));
  const there = runs.length - left.length;
  if (there > 0) say(`${count(there)} of ${count(runs.length)} runs are there.`);
  if (options.weights) sayBare(out, plan, runs);
  if (left.length === 0) return;
  const setting = await settingOf(options, opened, plan);
  await prepareFolder(out, plan);
  const trained = await trainAll(setting, left, options);
  const { status } = setting.interrupt;
  if (status !== undefined) say('Interrupted. Go on with --resume.');
  printLine(`${count(there + trained)} of ${count(runs.length)} runs are in ${out}.`);
  process.exitCode = status;
}
