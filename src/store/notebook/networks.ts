/** Trained networks as files of other tools: those that are training, and those that the notebook keeps. */
import { runSpec } from '../../core/run/spec';
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
class NoFile extends Error {}

async function fileOf(format: NetworkFormatId, kept: KeptNetwork | undefined): Promise<Blob> {
  if (!kept) throw new NoFile('This run’s weights are not kept: train it again, and save them then.');
  const dataset = await requestDataset(kept.spec.dataset);
  if (!dataset)
    throw new NoFile(
      'The file says how inputs are read, which takes the run’s data set, and that cannot be loaded. The Data page says why.',
    );
  const { write, mediaType } = networkFormats[format];
  return new Blob([await write(networkOf(kept, dataset))], { type: mediaType });
}

/** Hands a network to the browser as a file; where that is not possible, a message says why. */
export async function saveNetwork(
  format: NetworkFormatId,
  find: () => Promise<KeptNetwork | undefined>,
): Promise<void> {
  const { name, extension } = networkFormats[format];
  try {
    const kept = await find();
    const file = await fileOf(format, kept);
    const { rule, seed, dataset } = (kept as KeptNetwork).spec;
    const parts = [rule, `seed ${seed}`, datasetInfo(dataset)?.name ?? dataset];
    saveFile(fileNameOf(parts, extension), file);
  } catch (problem) {
    const known = [NoFile, NotExpressible, NotebookProblem].some((kind) => problem instanceof kind);
    if (!known) throw problem;
    showToast({ text: `Not saved as ${name}: ${(problem as Error).message}`, lasts: true });
  }
}
