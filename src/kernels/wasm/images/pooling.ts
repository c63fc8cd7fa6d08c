/** Max pooling on the wasm backend. */
import type { Border } from '../../../core/blocks/block';
import { pooledBorder } from '../../../core/blocks/border';
import type { Pooling } from '../../../core/kernels';
import { newTensor } from '../activation';
import { wasmMemory } from '../memory';

/** The maps of so many samples, their sides, and those of the windows. */
function mapsOf(samples: number, { shape, pool = 1 }: Border) {
  const [channels = 1, height = 1, width = 1] = shape;
  return [samples * channels, height, width, pool] as const;
}

export const wasmPooling: Pooling = {
  forward: (h, border) => {
    const [samples] = h.shape;
    const { assembly, pointer } = wasmMemory();
    const most = newTensor([samples, pooledBorder(border).size]);
    assembly.pooled(...mapsOf(samples, border), pointer(h), pointer(most));
    return most;
  },
  backward: (h, border, most, delta) => {
    const [samples] = h.shape;
    const { assembly, pointer } = wasmMemory();
    const dh = newTensor(h.shape);
    assembly.unpooled(...mapsOf(samples, border), pointer(h), pointer(most), pointer(delta), pointer(dh));
    return dh;
  },
};
