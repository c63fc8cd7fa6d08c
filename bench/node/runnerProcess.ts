/** A training runner in a Node process, with one reply per message. Started with `lab` or `tfjs`, and a number of threads. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { bringGpu, openGpu } from '../../operations/openGpu';
import { startBackend } from '../../src/cli/backend';
import type { BackendId } from '../../src/core/run/backends';
import { readFromFolder } from '../../src/data/nodeFiles';
import type { LoadContext } from '../../src/data/spec';
import { describeAdapter } from '../../src/worker/adapter';
import { createRunner, type Place } from '../runner/runner';
import type { TfjsBackend } from '../runner/tfjsPeers';
import { answerCalls } from './calls';

const reader = (folder: string): LoadContext['read'] => readFromFolder(folder, 'mnist');

const threads = Number(process.argv[3] ?? 1);

const lab: Place<BackendId> = {
  reader,
  start: async (backend) => {
    const { labTrainers } = await import('../runner/lab');
    return labTrainers(
      backend === 'webgpu' ? (await openGpu()).kernels : await startBackend(backend, threads),
    );
  },
  note: async (backend) => (backend === 'webgpu' ? `${await describeAdapter()} adapter` : ''),
};

/** Without the project's kernels. */
const tfjs: Place<TfjsBackend> = {
  reader,
  start: async (backend) => {
    const { env, ready, setBackend } = await import('@tensorflow/tfjs');
    // Without it, TensorFlow.js advertises its native Node build on standard error.
    env().set('PROD', true);
    if (backend === 'wasm') {
      const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
      const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
      setWasmPaths(`${dirname(entry)}/`);
      env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    }
    if (backend === 'webgpu') {
      await bringGpu();
      await import('@tensorflow/tfjs-backend-webgpu');
    }
    if (!(await setBackend(backend))) throw new Error(`${backend} did not start.`);
    await ready();
    return (await import('../runner/tfjs')).tfjsTrainers;
  },
};

answerCalls(process.argv[2] === 'tfjs' ? createRunner(tfjs) : createRunner(lab));
