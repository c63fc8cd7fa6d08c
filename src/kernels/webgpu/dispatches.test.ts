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
import { errorTransformIds } from '../../core/errorMemory/transforms';
import type { Kernels } from '../../core/kernels';
import { optimizerIds } from '../../core/optimizers';
import { type RuleId, ruleIds, rules } from '../../core/rules';
import type { RunSpec } from '../../core/run/spec';
import { kernelsFor } from '..';
import { countCalls, countSteps, mostDispatches, nullDevice, nullGpu } from './testSupport';

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
  Object.assign(presentBackend(), { device: nullDevice(), pipelineCache: {} });
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
