/** Reads a file of the lab for `lab export`: the runs in it, with the networks that it holds. */
import { existsSync } from 'node:fs';
import type { RunId, RunSpec } from '../../core/run/spec';
import { expand } from '../../experiment/expand';
import { readCheckpointFile } from '../../experiment/files/checkpointFile';
import { readExperimentFile } from '../../experiment/files/file';
import { DamagedFile, readTensors } from '../../experiment/files/safetensors';
import type { KeptNetwork, TrainedNetwork } from '../../exports/network';
import { isNetworkFile, readNetworkFile } from '../../exports/networkFile';
import { looksLikeNotebook, readNotebookFile } from '../../notebook/file';
import { otherKind } from '../files/regularFile';
import { readBytes } from '../files/writeAtomically';
import { plain } from '../plain';
import { readPlan } from '../sweep/plan';
import { readRunFile } from '../sweep/runFile';
import { verifyChecksum } from '../train/fileChecksum';
import { UsageError } from '../usage';

export interface FoundRun {
  readonly id: RunId;
  readonly spec: RunSpec;
  /** Why the file has no network of it: "it has diverged". */
  readonly none?: string;
  readonly network?: TrainedNetwork;
  /** The same without its data set. */
  readonly kept?: KeptNetwork;
}

const WAY_OUT =
  'Name a run’s file in a folder of `lab sweep`, a checkpoint of `lab train --checkpoint`, or a notebook file.';

function fromCheckpoint(bytes: Uint8Array<ArrayBuffer>): readonly FoundRun[] {
  const { runs, experiment: text, lab, backend, checksum } = readCheckpointFile(bytes);
  verifyChecksum(bytes);
  const read = readExperimentFile(text);
  if (!read.ok) throw new DamagedFile(`cannot be read. ${read.problem}`);
  const facts = { lab, backend, checksum };
  const specs = new Map(expand(read.experiment).map(({ id, spec }) => [id, spec]));
  return runs.flatMap((run): FoundRun[] => {
    const spec = specs.get(run.id);
    if (!spec) return [];
    const own = { id: run.id, spec };
    if (run.status === 'waiting') return [{ ...own, none: 'it has not begun' }];
    if (run.status === 'diverged') return [{ ...own, none: 'it has diverged' }];
    const { arrays } = run.status === 'done' ? run : run.kept;
    const epoch = run.status === 'done' ? run.end.epoch : run.kept.epoch;
    const origin = run.status === 'done' ? run.feedback : run.kept.state.feedback;
    const said = { ...facts, dataset: spec.dataset };
    return [{ ...own, kept: { run: run.id, spec, arrays, epoch, origin, facts: said } }];
  });
}

function fromTensors(bytes: Uint8Array<ArrayBuffer>): readonly FoundRun[] {
  const { metadata } = readTensors(bytes);
  if (!isNetworkFile(metadata)) return fromCheckpoint(bytes);
  const network = readNetworkFile(bytes);
  return [{ id: network.run, spec: network.spec, network }];
}

function fromNotebook(path: string, text: string): readonly FoundRun[] {
  const read = readNotebookFile(text);
  if (!read.ok) throw new UsageError(`“${path}” is not a notebook file. ${read.problem}`);
  for (const problem of read.problems) console.error(plain(problem));
  const { runs, checkpoints } = read.file;
  return runs.map(({ id, spec, backend }, i) => {
    const checkpoint = checkpoints[i];
    const facts = { dataset: spec.dataset, ...(backend ? { backend } : {}) };
    if (!checkpoint) return { id, spec, none: 'its weights are not in the file: export it “with weights”' };
    const { arrays, epoch, state } = checkpoint;
    return { id, spec, kept: { run: id, spec, arrays, epoch, origin: state.feedback, facts } };
  });
}

/** Beside a run's result there are its weights, if the sweep kept them. */
async function fromResult(path: string, text: string): Promise<readonly FoundRun[]> {
  const file = readRunFile(text);
  if (!file) throw new UsageError(`“${path}” is not a run’s file, or is damaged. ${WAY_OUT}`);
  const weights = path.replace(/\.json$/, '.safetensors');
  if (existsSync(weights)) return fromTensors(await readBytes(weights));
  const none = 'its weights were not kept: `lab sweep` keeps them with --weights';
  return [{ id: file.run, spec: file.settings, none }];
}

function fromExperiment(path: string): readonly FoundRun[] {
  const none = 'it is an experiment file, of which nothing has been trained';
  return readPlan(path).runs.map(({ id, spec }) => ({ id, spec, none }));
}

/** @throws {UsageError} naming the file */
export async function runsIn(path: string): Promise<readonly FoundRun[]> {
  const kind = otherKind(path);
  if (kind !== undefined) throw new UsageError(`“${path}” is ${kind}, not a file. ${WAY_OUT}`);
  const bytes = await readBytes(path).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`“${path}” cannot be read (${why}). ${WAY_OUT}`);
  });
  try {
    // A safetensors file begins with the length of its header, of which the last bytes are 0.
    if (bytes[0] !== 0x7b && bytes[7] === 0) return fromTensors(bytes);
    const text = new TextDecoder().decode(bytes);
    if (looksLikeNotebook(text)) return fromNotebook(path, text);
    return /^\s*\{\s*"format":\s*"f3-lab experiment"/.test(text)
      ? fromExperiment(path)
      : await fromResult(path, text);
  } catch (error) {
    if (error instanceof DamagedFile) throw new UsageError(`“${path}” ${error.message}. ${WAY_OUT}`);
    throw error;
  }
}
