/** All formats of trained networks. */
import type { NetworkFormat } from './format';
import { npz } from './npz';
import { safetensors } from './safetensors';

export const networkFormats = { npz, safetensors } as const satisfies Readonly<Record<string, NetworkFormat>>;
export type NetworkFormatId = keyof typeof networkFormats;
