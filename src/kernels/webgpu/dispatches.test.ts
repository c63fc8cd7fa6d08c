/** What a training step asks of a WebGPU device, counted on a device that computes nothing. */
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import {
  env,
  type KernelBackend,
  backend as presentBackend,
  registerBackend,
  setBackend,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { hiddenLayer } from '../../core/blocks/hidden';
import { errorTransformIds } from '../../core/errorMemory/transforms';
import type { Kernels } from '../../core/kernels';
import { optimizerIds } from '../../core/optimizers';
import { type RuleId, ruleIds, rules } from '../../core/rules';
import { createRun } from '../../core/run/run';
import { plainSettings, type RunSpec } from '../../core/run/spec';
import { kernelsFor } from '..';
import { bytesOnDevice } from './inputs';
import { createDepth } from './tape/depth';
import { ROOM } from './tape/losses';
import { STEPS } from './tape/prepared';
import {
  countCalls,
  countRepeated,
  countSteps,
  liveBuffers,
  mostDispatches,
  nullDevice,
  nullGpu,
} from './testSupport';

let kernels: Kernels;

beforeAll(async () => {
  for (const [name, value] of Object.entries(nullGpu)) vi.stubGlobal(name, value);
  registerBackend('webgpu', () => new WebGPUBackend(nullDevice()) as unknown as KernelBackend);
  await setBackend('webgpu');
  env().set('WEBGPU_CPU_FORWARD', false);
  kernels = await kernelsFor('webgpu');
  countCalls();
});

/** A device of its own for each case, without pipelines compiled for others. */
function renewDevice(): void {
  const device = nullDevice();
  Object.assign(presentBackend(), { device, queue: device.queue, pipelineCache: {} });
}

/** PEPITA's second pass has no kernels. */
const fusedRules = ruleIds.filter((id) => id !== 'pepita');
const remembers = (rule: RuleId): boolean => rules[rule].signal === 'delayed-error';

const cases: readonly Partial<RunSpec>[] = fusedRules.flatMap((rule) => [
  ...optimizerIds.map((optimizer) => ({ rule, optimizer })),
  ...[[], [24], [32, 24, 16, 8]].map((hidden) => ({ rule, hidden })),
  { rule, loss: 'ce', outputActivation: 'softmax' },
  ...(remembers(rule) ? errorTransformIds.map((errorTransform) => ({ rule, errorTransform })) : []),
]);

describe('a step with the kernels', () => {
  it.each(cases.map((changes) => [JSON.stringify(changes), changes] as const))(
    '%s takes at most three dispatches per layer and two per step, and waits for nothing',
    async (_, changes) => {
      renewDevice();
      const counts = await countSteps(changes, kernels);
      for (const dispatches of counts.dispatches) {
        expect(dispatches).toBeGreaterThan(0);
        expect(dispatches).toBeLessThanOrEqual(mostDispatches(changes.hidden ?? [24, 16]));
      }
      // Aggregated error information is multiplied by its mean in a plain operation.
      if (changes.errorTransform !== 'aggregate') expect(counts.compiled).toBe(0);
      expect(counts).toMatchObject({ readBack: 0, mapped: 0, leaked: 0 });
    },
  );
});

it('the counter counts: plain operations take more dispatches and compile in the first step', async () => {
  renewDevice();
  const { dispatches, compiled } = await countSteps({ rule: 'bp', hidden: [24] }, {});
  expect(Math.min(...dispatches)).toBeGreaterThan(mostDispatches([24]));
  expect(compiled).toBeGreaterThan(0);
});

it('another device compiles programs again', async () => {
  renewDevice();
  const create = vi.spyOn(nullGpu.GPUDevice.prototype, 'createComputePipelineAsync');
  await countSteps({ rule: 'bp' }, kernels);
  const first = create.mock.calls.length;
  await countSteps({ rule: 'bp' }, kernels);
  expect([first > 0, create.mock.calls.length]).toEqual([true, first]);
  renewDevice();
  await countSteps({ rule: 'bp' }, kernels);
  expect(create.mock.calls.length).toBe(2 * first);
});

/** Dispatches of a repeated step of one hidden layer at most, and of each further one. */
const wanted = (rule: RuleId, layers: number): number => {
  const free = ['early', 'delayed-error', 'target'].includes(rules[rule].signal ?? '') || rule === 'llo';
  return (free ? 4 : 5) + (free ? 1 : 2) * Math.max(0, layers - 1);
};
const softmax = { loss: 'ce', outputActivation: 'softmax' } as const;
const repeated = fusedRules.flatMap((rule) => [
  ...[[], [500], [500, 300], [500, 300, 200, 100]].map((hidden) => ({ rule, hidden })),
  { rule, hidden: [500], ...softmax },
  ...(remembers(rule)
    ? errorTransformIds
        .filter((id) => id !== 'aggregate')
        .map((errorTransform) => ({ rule, hidden: [500], errorTransform }))
    : []),
]);

describe('a repeated step', () => {
  it.each(repeated.map((changes) => [JSON.stringify(changes), changes] as const))(
    '%s: few dispatches, bind groups made once, an upload and a submission per 20 steps',
    async (_, changes) => {
      renewDevice();
      const counts = await countRepeated(changes, kernels, 2 * STEPS);
      expect(counts.dispatches).toBeGreaterThan(0);
      expect(counts.dispatches).toBeLessThanOrEqual(wanted(changes.rule, changes.hidden.length));
      expect(counts).toMatchObject({
        ...{ groups: 0, buffers: 0, readBack: 0 },
        ...{ uploads: 1 / STEPS, submissions: 1 / STEPS },
      });
    },
  );

  it.each(fusedRules.flatMap((rule) => optimizerIds.map((optimizer) => ({ rule, optimizer }))))(
    '$rule, $optimizer: a pooled convolution under a dense layer is repeated, too',
    async (changes) => {
      renewDevice();
      const hidden = [hiddenLayer('convolution', { channels: 4 }), 24];
      const counts = await countRepeated({ ...changes, hidden }, kernels, 2 * STEPS);
      expect((await countSteps({ ...changes, hidden }, kernels)).leaked).toBe(0);
      expect(counts.dispatches).toBeGreaterThan(0);
      const most = rules[changes.rule].path === 'layerwise' ? 14 : 10;
      expect(counts.dispatches).toBeLessThanOrEqual(most);
      expect(counts).toMatchObject({
        ...{ groups: 0, buffers: 0, readBack: 0 },
        ...{ uploads: 1 / STEPS, submissions: 1 / STEPS },
      });
    },
  );

  it('a device with eight storage buffers takes more dispatches, and no program binds more', async () => {
    renewDevice();
    const { device } = presentBackend() as unknown as { device: GPUDevice };
    const limits = { ...device.limits, maxStorageBuffersPerShaderStage: 8 };
    Object.assign(device, { limits });
    const layouts = vi.spyOn(device, 'createBindGroupLayout');
    const counts = await countRepeated({ rule: 'f3-error', hidden: [500] }, kernels, STEPS);
    expect(counts.dispatches).toBeGreaterThan(4);
    const storage = layouts.mock.calls.map(
      ([{ entries }]) => [...entries].filter(({ buffer }) => buffer?.type !== 'uniform').length,
    );
    expect(Math.max(...storage)).toBeLessThanOrEqual(8);
  });

  it('waits for a device that is three submissions behind, and only then', async () => {
    renewDevice();
    const { device } = presentBackend() as unknown as { device: GPUDevice };
    const done: (() => void)[] = [];
    device.queue.onSubmittedWorkDone = () => new Promise((resolve) => done.push(() => resolve(undefined)));
    const depth = createDepth();
    for (let k = 0; k < 3; k++) depth.note();
    expect(depth.behind()).toBeUndefined();
    depth.note();
    depth.note();
    let waited = false;
    const behind = depth.behind()?.then(() => {
      waited = true;
    });
    done[0]?.();
    await Promise.resolve();
    await new Promise(setImmediate);
    expect(waited).toBe(false);
    done[1]?.();
    await behind;
    expect(depth.behind()).toBeUndefined();
  });

  it('keeps the bytes of three data sets, and those that repeated steps read', () => {
    renewDevice();
    const before = liveBuffers();
    const sets = Array.from({ length: 5 }, (_, k) => Uint8Array.of(k, 1, 2, 3, 4));
    const place = (bytes: Uint8Array, mean = 0) => bytesOnDevice({ bytes, mean, scale: 1 });
    const [first] = sets.map((bytes, k) => {
      const own = place(bytes);
      if (own && k === 0) own.users += 1;
      return own;
    });
    expect(liveBuffers() - before).toBe(3);
    expect(place(sets[0] as Uint8Array)).toBe(first);
    // Read otherwise while a step reads them: gathered on this side.
    expect(place(sets[0] as Uint8Array, 1)).toBeUndefined();
    expect(place(sets[1] as Uint8Array)).toBeDefined();
    expect(liveBuffers() - before).toBe(3);
    // Where nothing reads them, the new ones replace the old.
    expect(place(sets[1] as Uint8Array, 1)).toBeDefined();
    expect(liveBuffers() - before).toBe(3);
    if (first) first.users = 0;
    expect(place(sets[0] as Uint8Array, 1)).toBeDefined();
    expect(liveBuffers() - before).toBe(3);
  });

  it('of a large network is submitted with fewer others', async () => {
    renewDevice();
    // 20,000 samples through 40 · 500 and 500 · 10 weights, forward and back: a billion multiplications.
    const { uploads, submissions } = await countRepeated(
      { rule: 'drtp', hidden: [500], batchSize: 20_000 },
      kernels,
      STEPS,
    );
    expect([uploads, submissions]).toEqual([1 / 4, 1 / 4]);
  });

  it('samples that do not fit one buffer are trained on in single steps', async () => {
    renewDevice();
    const { device } = presentBackend() as unknown as { device: GPUDevice };
    Object.assign(device, { limits: { ...device.limits, maxStorageBufferBindingSize: 1000 } });
    const counts = await countRepeated({ rule: 'drtp', hidden: [24] }, kernels, STEPS);
    expect(counts.dispatches).toBeGreaterThan(wanted('drtp', 1));
    expect(counts.groups).toBe(counts.dispatches);
  });

  it('losses that nobody reads are submitted before their buffer is destroyed', async () => {
    renewDevice();
    const { queue } = presentBackend() as unknown as { queue: GPUQueue };
    const submit = vi.spyOn(queue, 'submit');
    const steps = ROOM / 2 + 2;
    await countRepeated({ rule: 'bp', hidden: [] }, kernels, steps);
    // One for 20 steps, one before the first buffer goes, and one for the last steps.
    const [before, after] = [Math.floor(ROOM / STEPS), Math.ceil((2 * steps - ROOM) / STEPS)];
    expect(submit).toHaveBeenCalledTimes(before + 1 + after);
  });

  it('no buffer is left by 100 epochs', async () => {
    renewDevice();
    const split = (size: number) =>
      ({
        size,
        inputs: Uint8Array.from({ length: 3 * size }, (_, i) => i % 251),
        targets: { kind: 'classes', labels: Uint8Array.from({ length: size }, (_, i) => i % 2) },
      }) as const;
    const set = {
      id: 'random',
      inputs: 3,
      outputs: 2,
      mean: 1,
      deviation: 2,
      train: split(50),
      test: split(10),
    };
    const spec: RunSpec = {
      ...plainSettings,
      ...{ dataset: 'random', rule: 'f3-error', hidden: [4], activation: 'tanh', optimizer: 'adam' },
      ...{ outputActivation: 'sigmoid', loss: 'bce', learningRate: 0.1, batchSize: 8, epochs: 100, seed: 0 },
    };
    const { events } = createRun(spec, set, { kernels });
    const live: number[] = [];
    for await (const event of events) if (event.type === 'epoch') live.push(liveBuffers());
    expect(live).toHaveLength(100);
    expect(new Set(live.slice(5)).size).toBe(1);
  });
});
