/** A training realm in a Node process, with one reply per message. Started with `own` or `peer`. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { bringGpu, openGpu } from '../../operations/openGpu';
import { startBackend } from '../../src/cli/backend';
import { describeAdapter } from '../../src/worker/adapter';
import { createRealm, type Place, type RealmApi } from '../realm/realm';

interface Call {
  readonly id: number;
  readonly method: keyof RealmApi;
  readonly args: readonly unknown[];
}

const own: Place = {
  start: async (backend) => {
    const { ownTrainers } = await import('../realm/own');
    return ownTrainers(backend === 'webgpu' ? (await openGpu()).kernels : await startBackend(backend));
  },
  note: async (backend) => (backend === 'webgpu' ? `${await describeAdapter()} adapter` : ''),
};

/** Without the project's kernels. */
const peer: Place = {
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
    return (await import('../realm/peer')).peerTrainers;
  },
};

const realm = createRealm(process.argv[2] === 'peer' ? peer : own);

process.on('message', async ({ id, method, args }: Call) => {
  try {
    const ask = realm[method] as (...given: readonly unknown[]) => Promise<unknown>;
    process.send?.({ id, value: await ask(...args) });
  } catch (error) {
    process.send?.({ id, problem: error instanceof Error ? error.message : String(error) });
  }
});
// The parent process has ended.
process.on('disconnect', () => process.exit(0));
