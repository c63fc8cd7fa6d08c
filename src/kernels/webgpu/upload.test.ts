/** On a mock backend: the bytes uploaded for each dtype, and the tensors that TensorFlow.js's own upload handles. */
import { beforeEach, expect, it, vi } from 'vitest';
import { uploadByQueue } from './upload';

interface Data {
  values: ArrayLike<number> | null | undefined;
  dtype: string;
  resource?: unknown;
}
const device = vi.hoisted(() => ({
  data: { values: null, dtype: 'float32' } as Data,
  written: [] as { readonly bytes: number; readonly numbers: ArrayLike<number> }[],
  plain: 0,
}));
const present = vi.hoisted(() => ({ backend: {} as object }));
vi.mock('@tensorflow/tfjs-core', () => ({ backend: () => present.backend }));

beforeEach(() => {
  vi.stubGlobal('GPUBufferUsage', { STORAGE: 1, COPY_SRC: 2, COPY_DST: 4 });
  Object.assign(device, { written: [], plain: 0 });
  present.backend = {
    queue: {
      writeBuffer: ({ bytes }: { bytes: number }, _offset: number, numbers: ArrayLike<number>) =>
        device.written.push({ bytes, numbers }),
    },
    bufferManager: { acquireBuffer: (bytes: number) => ({ bytes }) },
    tensorMap: { get: () => device.data },
    uploadToGPU: () => {
      device.plain += 1;
    },
  };
  uploadByQueue();
});
function upload(data: Data): void {
  device.data = data;
  (present.backend as { uploadToGPU: (id: object) => void }).uploadToGPU({});
}

const five = Float32Array.of(9, 0.5, -1, 2, 9);
it.each([
  ['float32', Float32Array.of(0.5, -1, 2), Float32Array.of(0.5, -1, 2)],
  ['float32', five.subarray(1, 4), Float32Array.of(0.5, -1, 2)],
  ['float32', [0.5, -1, 2], Float32Array.of(0.5, -1, 2)],
  ['float32', Uint8Array.of(1, 0, 255), Float32Array.of(1, 0, 255)],
  ['int32', Int32Array.of(-7, 0, 2 ** 31 - 1), Int32Array.of(-7, 0, 2 ** 31 - 1)],
  ['int32', Float32Array.of(-7, 0, 3), Int32Array.of(-7, 0, 3)],
  ['bool', Uint8Array.of(1, 0, 1), Int32Array.of(1, 0, 1)],
] as const)('writes %s from %o with four bytes per element', (dtype, values, numbers) => {
  const data: Data = { values, dtype };
  upload(data);
  expect(device.written).toEqual([{ bytes: 12, numbers }]);
  expect(data).toMatchObject({ values: null, resource: { bytes: 12 } });
  expect(device.plain).toBe(0);
});

it.each<[string, Data]>([
  ['of size 0', { values: new Float32Array(0), dtype: 'float32' }],
  ['without values', { values: undefined, dtype: 'float32' }],
  ['already on the device', { values: Float32Array.of(1), dtype: 'float32', resource: {} }],
])('a tensor %s uses TensorFlow.js’s own upload', (_, data) => {
  const before = { ...data };
  upload(data);
  expect(device.written).toEqual([]);
  expect(device.plain).toBe(1);
  expect(data).toEqual(before);
});
