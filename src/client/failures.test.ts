import { describe, expect, it } from 'vitest';
import { classifyFailure, shortTexts, WorkerError } from './failures';

/** Messages of Chrome, Firefox, Safari, TensorFlow.js and this lab, by failure kind. */
const said = {
  'device-lost': [
    'Device was lost before mapping was resolved',
    'The graphics device was lost. A valid external Instance reference no longer exists.',
    'A valid external Instance reference no longer exists.',
    "Failed to execute 'mapAsync' on 'GPUBuffer': Buffer was unmapped before mapping was resolved.",
    'This browser offers no WebGPU adapter.',
    'Uncaught device-lost: The graphics device was lost.',
  ],
  'out-of-memory': [
    'Array buffer allocation failed',
    'WebAssembly’s memory is full. Choose narrower or fewer hidden layers.',
    'Start offset -1800475912 is outside the bounds of the buffer',
    'memory access out of bounds',
    'WebAssembly.Memory.grow(): Unable to grow instance memory: out of memory',
    'Invalid typed array length: 8589934592',
    'invalid array length',
    'Out of memory',
    'Uncaught out-of-memory: Out of graphics memory: Not enough memory left.',
    'out-of-memory: Out of graphics memory: the device was lost for want of it',
    'Out of graphics memory: vkAllocateMemory',
    'vkCreateBuffer failed with VK_ERROR_OUT_OF_DEVICE_MEMORY',
    'CreateCommittedResource failed with E_OUTOFMEMORY (0x8007000E)',
    'Not enough memory left.',
  ],
  'not-loaded': [
    'Failed to fetch dynamically imported module: http://127.0.0.1/assets/x.js',
    'error loading dynamically imported module: http://127.0.0.1/assets/x.js',
    'Importing a module script failed.',
    'Failed to fetch',
    'NetworkError when attempting to fetch resource.',
    'Load failed',
  ],
  'not-offered': ['Uncaught not-offered: WebAssembly here has no relaxed SIMD'],
  broke: ['Cannot read properties of undefined (reading ‘x’)', ''],
} as const;

describe('classifyFailure', () => {
  it.each(Object.entries(said).flatMap(([kind, texts]) => texts.map((text) => [kind, text])))(
    '%s: %s',
    (kind, text) => {
      expect(classifyFailure(new Error(text))).toEqual({ kind, details: text });
    },
  );

  it('checks the error’s name first, which survives between threads', () => {
    const { name, message } = new WorkerError('silent', 'no answer from the device');
    expect(classifyFailure(Object.assign(new Error(message), { name }))).toEqual({
      kind: 'silent',
      details: message,
    });
    const refusal = Object.assign(new Error('Hidden layers: out of memory'), { name: 'Refusal' });
    expect(classifyFailure(refusal).kind).toBe('refused');
  });

  it('has short texts without any original message', () => {
    for (const words of Object.values(shortTexts)) expect(words).toMatch(/^[a-z ]+$/);
  });
});
