/** All formats of trained networks. */
import type { NetworkFormat } from './format';
import { layersModel } from './layersModel/layersModel';
import { npz } from './npz';
import { onnx } from './onnx/onnx';
import { safetensors } from './safetensors';

export const networkFormats = {
  npz,
  safetensors,
  onnx,
  layersmodel: layersModel,
} as const satisfies Readonly<Record<string, NetworkFormat>>;
export type NetworkFormatId = keyof typeof networkFormats;
