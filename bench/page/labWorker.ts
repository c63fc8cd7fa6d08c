/** The project's training in a worker of the page, on a backend started as in the app. */
import { expose } from 'comlink';
import type { BackendId } from '../../src/core/run/backends';
import { describeAdapter } from '../../src/worker/adapter';
import { startBackend } from '../../src/worker/backend';
import { labTrainers } from '../runner/lab';
import { createRunner } from '../runner/runner';
import { reader } from './reader';

expose(
  createRunner<BackendId>({
    reader,
    start: async (backend) => labTrainers(await startBackend(backend, 1)),
    note: async (backend) => (backend === 'webgpu' ? `${await describeAdapter()} adapter` : ''),
  }),
);
