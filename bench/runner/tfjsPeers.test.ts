import { expect, it } from 'vitest';
import { CONV_MNIST } from '../shapes';
import { peersBeside } from './tfjsPeers';

const beside = (
  environment: 'chromium' | 'node',
  backend: 'wasm' | 'wasm-fma' | 'webgpu' | 'cpu',
  id: string,
) =>
  peersBeside(environment, backend)
    .filter(({ trains }) => trains({ id }))
    .map((peer) => [peer.subject, peer.backend]);

it('trains dense nets on the same backend', () => {
  for (const backend of ['webgpu', 'wasm', 'cpu'] as const)
    expect(beside('chromium', backend, '784-500-10')).toEqual([['tfjs-train-on-batch', backend]]);
  expect(beside('node', 'wasm-fma', '784-500-10')).toEqual([['tfjs-train-on-batch', 'wasm']]);
});

it('trains convolutions on cpu and WebGL in place of wasm', () => {
  const cpu = ['tfjs-train-on-batch-cpu', 'cpu'];
  expect(beside('chromium', 'wasm', CONV_MNIST)).toEqual([cpu, ['tfjs-train-on-batch-webgl', 'webgl']]);
  expect(beside('node', 'wasm-fma', CONV_MNIST)).toEqual([cpu]);
  expect(beside('chromium', 'webgpu', CONV_MNIST)).toEqual([['tfjs-train-on-batch', 'webgpu']]);
});
