/** The project's training in a worker of the page, on a backend started as in the app. */
import { expose } from 'comlink';
import { describeAdapter } from '../../src/worker/adapter';
import { startBackend } from '../../src/worker/backend';
import { ownTrainers } from '../realm/own';
import { createRealm } from '../realm/realm';

expose(
  createRealm({
    start: async (backend) => ownTrainers(await startBackend(backend)),
    note: async (backend) => (backend === 'webgpu' ? `${await describeAdapter()} adapter` : ''),
  }),
);
