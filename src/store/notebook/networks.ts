/** Trained networks as files of other tools: those that are training, and those that the notebook keeps. */
import { scriptFile } from '../../client/script';
import { type RunSpec, runSpec } from '../../core/run/spec';
import type { Dataset } from '../../core/samples/dataset';
import { datasetInfo } from '../../data/storage/ownDatasets';
import { fileNameOf } from '../../exports/fileName';
import { type NetworkFormatId, networkFormats } from '../../exports/formats';
import { type KeptNetwork, NotExpressible, networkOf, type TrainedNetwork } from '../../exports/network';
import { NotebookProblem } from '../../notebook/problem';
import { readCheckpoint } from '../../notebook/read';
import type { ExperimentId, RunRecord } from '../../notebook/records';
import { requestDataset } from '../data/data';
import { saveFile } from '../data/saveFile';
import { goTo } from '../page/page';
import { showToast } from '../page/toast';
import { labVersion } from '../page/version';
import type { LabRuns } from '../run/runs';
import type { RunRef } from '../run/series';
import type { SettingsForm } from '../settings/settings';
import { startFromFile } from '../settings/startFrom';
import { NotWeights, weightsFor } from '../settings/weights';

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
const told: readonly string[] = [
  NoFile.name,
  NotExpressible.name,
  NotebookProblem.name,
  NotWeights.name,
  'Refusal',
];

/** @param why ends the message if it cannot be loaded: what the data set is needed for */
async function datasetOf({ dataset: id }: RunSpec, why: string): Promise<Dataset> {
  const dataset = await requestDataset(id);
  if (dataset) return dataset;
  throw new NoFile(`${why}, and its data set cannot be loaded. The Data page says why.`);
}

/** Where it cannot be done, a message says why. @param failed begins it: "Not saved as NPZ" */
async function tellingWhy(failed: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (problem) {
    if (!(problem instanceof Error) || !told.includes(problem.name)) throw problem;
    showToast({ text: `${failed}: ${problem.message}`, lasts: true });
  }
}

const nameOf = ({ rule, seed, dataset }: RunSpec, extension: string): string =>
  fileNameOf([rule, `seed ${seed}`, datasetInfo(dataset)?.name ?? dataset], extension);

/** Hands a file to the browser. @param name of the format */
const save = (
  name: string,
  extension: string,
  make: () => Promise<{ readonly spec: RunSpec; readonly file: Blob }>,
): Promise<void> =>
  tellingWhy(`Not saved as ${name}`, async () => {
    const { spec, file } = await make();
    saveFile(nameOf(spec, extension), file);
  });

/** @throws {NoFile} */
async function networkFrom(find: () => Promise<KeptNetwork | undefined>): Promise<TrainedNetwork> {
  const kept = await find();
  if (!kept) throw new NoFile('this run’s weights are not kept. Train it again, and take them then.');
  const dataset = await datasetOf(kept.spec, 'the file says how the run’s inputs are read');
  return networkOf(kept, dataset);
}

/** A network as a file of another tool. */
export function saveNetwork(
  format: NetworkFormatId,
  find: () => Promise<KeptNetwork | undefined>,
): Promise<void> {
  const { name, extension, mediaType, write } = networkFormats[format];
  return save(name, extension, async () => {
    const network = await networkFrom(find);
    return { spec: network.spec, file: new Blob([await write(network)], { type: mediaType }) };
  });
}

/** The next runs start from this network’s weights, as if they had been saved and opened again. */
export const startFromNetwork = (
  settings: SettingsForm,
  find: () => Promise<KeptNetwork | undefined>,
): Promise<void> =>
  tellingWhy('Runs cannot start from it', async () => {
    const network = await networkFrom(find);
    const { extension, write } = networkFormats.safetensors;
    await startFromFile(settings, new File([await write(network)], nameOf(network.spec, extension)));
    goTo('lab');
  });

/** A run as a PyTorch script, from its beginning. */
export const saveScript = (spec: RunSpec): Promise<void> =>
  save('a PyTorch script', 'pytorch.zip', async () => {
    const dataset = await datasetOf(spec, 'the script’s file holds the samples');
    const zip = await scriptFile(spec, dataset, labVersion, await weightsFor(spec));
    return { spec, file: new Blob([zip], { type: 'application/zip' }) };
  });
