/** Profiles a whole epoch of the app's engine, event by event. */
import { expose } from 'comlink';
import type { RuleId } from '../../src/core/rules';
import type { BackendId } from '../../src/core/run/backends';
import { createRun } from '../../src/core/run/run';
import { runSpec } from '../../src/core/run/spec';
import type { Dataset } from '../../src/core/samples/dataset';
import { mnist } from '../../src/data/sets/mnist';
import { defaultExperiment } from '../../src/experiment/defaults';
import { startBackend } from '../../src/worker/backend';

/** Milliseconds. */
export interface EpochParts {
  readonly steps: number;
  readonly whole: number;
  /** Evaluation of the test set, and of samples during the epoch. */
  readonly evaluation: number;
  readonly measures: number;
}

/** Options with which the page starts a run: src/client/session.ts. */
const asInThePage = {
  lossPointsPerEpoch: 20,
  samplesPerEpoch: 5,
  millisecondsBetweenSamples: 500,
  predictions: true,
};

let dataset: Dataset | undefined;
let kernels: Awaited<ReturnType<typeof startBackend>> = {};

async function read(file: string): Promise<Uint8Array | undefined> {
  const answer = await fetch(`/data/mnist/${file}`);
  return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
}

const api = {
  startEpochs: async (backend: BackendId): Promise<void> => {
    kernels = await startBackend(backend, 1);
    dataset = await mnist.load({
      read,
      allocate: (bytes) => new ArrayBuffer(bytes),
      progress: () => undefined,
    });
  },
  /** The second of two epochs of the default experiment on MNIST, with the page's reporting rate. */
  epoch: async (rule: RuleId): Promise<EpochParts> => {
    const config = { ...runSpec(defaultExperiment('mnist'), rule, 0), epochs: 2 };
    const { events } = createRun(config, dataset as Dataset, { ...asInThePage, kernels });
    const parts = { steps: 0, whole: 0, evaluation: 0, measures: 0 };
    let epochs = 0;
    while (true) {
      const from = performance.now();
      const { value: event } = await events.next({ maxMilliseconds: 100 });
      const spent = performance.now() - from;
      if (!event || event.type === 'summary') return parts;
      if (epochs > 0) parts.whole += spent;
      if (epochs > 0 && event.type === 'sample') parts.evaluation += spent;
      if (event.type === 'measures' && epochs === 2) parts.measures += spent;
      if (event.type === 'diverged') throw new Error(`${rule} diverged.`);
      if (event.type !== 'epoch') continue;
      epochs += 1;
      if (epochs < 2) parts.steps = event.step;
      else parts.evaluation += 1000 * event.testSeconds;
    }
  },
};

export type EpochApi = typeof api;
expose(api);
