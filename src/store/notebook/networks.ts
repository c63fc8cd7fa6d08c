/** Trained networks as files of other tools: those that are training, and those that the notebook keeps. */
import { scriptFile } from '../../client/script';
import { type RunSpec, runSpec } from '../../core/run/spec';
import type { Dataset } from '../../core/samples/dataset';
import { datasetInfo } from '../../data/storage/ownDatasets';
import { fileNameOf } from '../../exports/fileName';
import { type NetworkFormatId, networkFormats } from '../../exports/formats';
import { type KeptNetwork, NotExpressible, networkOf } from '../../exports/network';
import { NotebookProblem } from '../../notebook/problem';
import { readCheckpoint } from '../../notebook/read';
import type { ExperimentId, RunRecord } from '../../notebook/records';
import { requestDataset } from '../data/data';
import { saveFile } from '../data/saveFile';
import { showToast } from '../page/toast';
import { labVersion } from '../page/version';
import type { LabRuns } from '../run/runs';
import type { RunRef } from '../run/series';

type Named = Pick<RunRecord, 'id' | 'spec' | 'backend'>;

const factsOf = ({ spec: { dataset }, backend }: Named): Readonly<Record<string, string>> => ({
  ...{ lab: labVersion, dataset, datasetName: datasetInfo(dataset)?.name ?? dataset },
  ...(backend ? { backend } : {}),
});

/** A run's network after its last checkpoint; undefined without one. @throws {NotebookProblem} */
export async function keptNetwork(experiment: ExperimentId, run: Named): Promise<KeptNetwork | undefined> {
  const checkpoint = await readCheckpoint([experiment, run.id]);
  if (!checkpoint) return undefined;
  const { arrays, epoch, state } = checkpoint;
  const { id, spec } = run;
  return { run: id, spec, epoch, arrays, origin: state.feedback, facts: factsOf(run) };
}

/** The network of a run of the Lab as it is now; that of its last checkpoint, once its worker has gone. */
export async function currentNetwork(
  runs: LabRuns,
  { id, rule, seed }: RunRef,
): Promise<KeptNetwork | undefined> {
  const { experiment, backend } = runs.useRuns.getState();
  if (!experiment) return undefined;
  const run = { id, spec: runSpec(experiment, rule, seed), ...(backend ? { backend } : {}) };
  const live = await runs.inspectRun(id, 'parameters', {});
  if (live) {
    const { arrays, epoch } = live;
    return { run: id, spec: run.spec, epoch, arrays, origin: 'values', facts: factsOf(run) };
  }
  const { kept } = runs.currentConnection();
  return kept && keptNetwork(kept.id, run);
}

/** Why there is no file, for the page. */
class NoFile extends Error {
  override readonly name = 'NoFile';
}
/** Errors whose message is for the user; those of a worker keep their names alone. */
const told: readonly string[] = [NoFile.name, NotExpressible.name, NotebookProblem.name, 'Refusal'];

/** @param why ends the message if it cannot be loaded: what the data set is needed for */
async function datasetOf({ dataset: id }: RunSpec, why: string): Promise<Dataset> {
  const dataset = await requestDataset(id);
  if (dataset) return dataset;
  throw new NoFile(`${why}, and its data set cannot be loaded. The Data page says why.`);
}

/** Hands a file to the browser; where there is none, a message says why. @param name of the format */
async function save(
  name: string,
  extension: string,
  make: () => Promise<{ readonly spec: RunSpec; readonly file: Blob }>,
): Promise<void> {
  try {
    const { spec, file } = await make();
    const { rule, seed, dataset } = spec;
    saveFile(fileNameOf([rule, `seed ${seed}`, datasetInfo(dataset)?.name ?? dataset], extension), file);
  } catch (problem) {
    if (!(problem instanceof Error) || !told.includes(problem.name)) throw problem;
    showToast({ text: `Not saved as ${name}: ${problem.message}`, lasts: true });
  }
}

/** A network as a file of another tool. */
export function saveNetwork(
  format: NetworkFormatId,
  find: () => Promise<KeptNetwork | undefined>,
): Promise<void> {
  const { name, extension, mediaType, write } = networkFormats[format];
  return save(name, extension, async () => {
    const kept = await find();
    if (!kept) throw new NoFile('this run’s weights are not kept. Train it again, and save them then.');
    const dataset = await datasetOf(kept.spec, 'the file says how the run’s inputs are read');
    const bytes = await write(networkOf(kept, dataset));
    return { spec: kept.spec, file: new Blob([bytes], { type: mediaType }) };
  });
}

/** A run as a PyTorch script, from its beginning. */
export const saveScript = (spec: RunSpec): Promise<void> =>
  save('a PyTorch script', 'pytorch.zip', async () => {
    const dataset = await datasetOf(spec, 'the script’s file holds the samples');
    const zip = await scriptFile(spec, dataset, labVersion);
    return { spec, file: new Blob([zip], { type: 'application/zip' }) };
  });
