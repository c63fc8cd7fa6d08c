/** What a run of the queue needs before it can train. */
import type { GivenWeights } from '../../../core/network/given';
import type { BackendId } from '../../../core/run/backends';
import type { Dataset } from '../../../core/samples/dataset';
import { changeRuns } from '../../../notebook/write';
import { requestDataset } from '../../data/data';
import type { LabBackend } from '../../run/backend';
import { weightsFor } from '../../settings/weights';
import type { Job } from './job';

/** `problem`: why it cannot train, and the way out. */
export type Needs =
  | {
      readonly dataset: Dataset;
      readonly backend: BackendId;
      /** Undefined for runs that start from the seed, and where they are not here. */
      readonly weights: GivenWeights | undefined;
    }
  | { readonly problem: string };

/** A run that has begun stays on its backend; another one takes what its experiment asks for, and is noted. */
export async function needsOf({ run, experiment, key }: Job, backend: LabBackend): Promise<Needs> {
  const chosen = run.backend
    ? backend.recordedBackend(run.backend)
    : backend.requestBackend(experiment.settings.backend);
  const [dataset, weights, choice] = await Promise.all([
    requestDataset(run.spec.dataset),
    weightsFor(run.spec),
    chosen.catch((error: unknown) => String(error instanceof Error ? error.message : error)),
  ]);
  if (!dataset) return { problem: `${experiment.data.name} could not be loaded. Get it on the Data page.` };
  if (typeof choice === 'string' || !choice)
    return { problem: choice ?? 'No backend works in this browser.' };
  const { backend: on } = run.backend
    ? choice
    : await backend.backendFor(experiment.settings.backend, choice, run.spec, dataset);
  if (!run.backend) await changeRuns([key], (old) => ({ ...old, backend: on })).catch(() => []);
  return { dataset, weights, backend: on };
}
