/** `lab export`: a trained network as a file of another tool. */
import { dirname } from 'node:path';
import { bytesText } from '../../core/format';
import type { Dataset } from '../../core/samples/dataset';
import { isOwnId } from '../../data/storage/ownDatasets';
import { type NetworkFormatId, networkFormats } from '../../exports/formats';
import { NotExpressible, networkOf, type TrainedNetwork } from '../../exports/network';
import { pytorchFile } from '../../exports/pytorch/pytorchFile';
import { onDisk } from '../files/disk';
import { printLine } from '../files/output';
import { writeAtomically } from '../files/writeAtomically';
import { plain } from '../plain';
import { loadSet } from '../train/setFiles';
import { startWeights } from '../train/startFrom';
import { type OpenedOwn, openOwn } from '../train/train';
import { UsageError } from '../usage';
import { labVersion } from '../version';
import { curvesCsv } from './curves';
import {
  EXPORT_HELP,
  type ExportId,
  type ExportOptions,
  readExportOptions,
  refuseExisting,
} from './exportOptions';
import { type FoundRun, runsIn } from './foundRun';

const say = (line: string): void => console.error(plain(line));

/** @throws {UsageError} that lists the runs */
function chosen({ file, run }: ExportOptions, runs: readonly FoundRun[]): FoundRun {
  const ids = runs.map(({ id }) => id).join(', ');
  const [only, ...others] = run === undefined ? runs : runs.filter(({ id }) => id === run);
  if (!only && run !== undefined)
    throw new UsageError(`--run: “${file}” has no run “${run}”. It has ${ids}.`);
  if (!only) throw new UsageError(`“${file}” has no runs. Name another file.`);
  if (others.length === 0) return only;
  if (run === undefined) throw new UsageError(`“${file}” has several runs. Name one with --run: ${ids}.`);
  throw new UsageError(
    `--run: “${file}” has ${others.length + 1} runs “${run}”, of several experiments. Export one experiment as a file of its own first.`,
  );
}

/** The data set that a run was trained on. @throws {UsageError} if another one is given, or none */
async function datasetOf(
  { data }: ExportOptions,
  { values, dataset }: OpenedOwn,
  { spec }: FoundRun,
): Promise<Dataset> {
  const given = values.dataset;
  if (dataset && given === spec.dataset) return dataset;
  if (given !== undefined && given !== spec.dataset)
    throw new UsageError(
      `--dataset: the run was trained on ${spec.dataset}; this is ${String(given)}. ${isOwnId(spec.dataset) ? 'Give the file as it was read then.' : 'Leave it out.'}`,
    );
  if (isOwnId(spec.dataset))
    throw new UsageError(
      `The run was trained on an imported data set (${spec.dataset}). Give that data file: --dataset FILE.`,
    );
  return loadSet(spec.dataset, data, say);
}

/** @throws {UsageError} if the file has no weights of the run */
async function trained(options: ExportOptions, run: FoundRun): Promise<TrainedNetwork> {
  if (run.network) return run.network;
  if (!run.kept)
    throw new UsageError(
      `“${options.file}” has no network of ${run.id}: ${run.none ?? 'it has no weights'}.`,
    );
  return networkOf(run.kept, await datasetOf(options, await openOwn(options.own), run));
}

/** @throws {UsageError} if a format cannot express it */
async function expressed<T>(as: ExportId, write: () => T | Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw error instanceof NotExpressible ? new UsageError(`--as ${as}: ${error.message}`) : error;
  }
}

/** A run's id may hold settings, such as "hidden=6x2", and spaces. */
const fileName = (id: string, extension: string): string =>
  `${id.replaceAll(/[^\w.=,-]+/g, '_')}.${extension}`;

async function writeFile(out: string, bytes: Uint8Array): Promise<void> {
  await onDisk(writeAtomically(out, bytes), {
    ...{ folder: dirname(out), bytes: bytes.length, wayOut: 'name another file with --out' },
  });
}

async function exportNetwork(options: ExportOptions, as: NetworkFormatId): Promise<void> {
  const run = chosen(options, await runsIn(options.file));
  const out = options.out ?? fileName(run.id, networkFormats[as].extension);
  refuseExisting(out);
  const network = await trained(options, run);
  const bytes = await expressed(as, () => networkFormats[as].write(network));
  await writeFile(out, bytes);
  printLine(`${out}: ${run.id} after epoch ${network.epoch}, ${bytesText(bytes.length)}.`);
}

/** From its beginning, whether it has been trained or not. */
async function exportScript(options: ExportOptions): Promise<void> {
  const run = chosen(options, await runsIn(options.file));
  const out = options.out ?? fileName(run.id, 'pytorch.zip');
  refuseExisting(out);
  const opened = await openOwn(options.own);
  const dataset = await datasetOf(options, opened, run);
  const weights = startWeights(run.spec, opened.weights, `The run ${run.id}`);
  const bytes = await expressed('pytorch', () =>
    pytorchFile(run.spec, dataset, { lab: labVersion() }, weights),
  );
  await writeFile(out, bytes);
  printLine(`${out}: ${run.id}, ${bytesText(bytes.length)}. Unpack it and run train.py.`);
}

export async function exportCommand(args: readonly string[]): Promise<void> {
  const options = readExportOptions(args);
  if (options === undefined) return printLine(EXPORT_HELP);
  const { as, file, run, out } = options;
  if (as === 'pytorch') return exportScript(options);
  if (as !== 'csv') return exportNetwork(options, as);
  const text = curvesCsv(file, run);
  if (out === undefined) process.stdout.write(text);
  else await writeFile(out, new TextEncoder().encode(text));
}
