/** Bundled for the browser by trajectories.webgpu.spec.ts: replays a trajectory on WebGPU. */
import '@tensorflow/tfjs-backend-webgpu';
import { ready, setBackend } from '@tensorflow/tfjs-core';
import { replayTrajectory } from '../src/core/trajectory';
import { parseTrajectory } from '../src/core/trajectoryFile';

Object.assign(globalThis, {
  replayOnWebgpu: async (json: unknown) => {
    if (!(await setBackend('webgpu'))) throw new Error('WebGPU did not start.');
    await ready();
    return replayTrajectory(parseTrajectory(json));
  },
});
