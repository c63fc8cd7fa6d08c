/** The registry of the variants of F³'s error information. */
import { aggregate } from './aggregate';
import type { ErrorTransform } from './errorTransform';
import { oneHot } from './oneHot';
import { raw } from './raw';
import { softmax } from './softmax';

export const errorTransforms = {
  raw,
  'one-hot': oneHot,
  softmax,
  aggregate,
} as const satisfies Record<string, ErrorTransform>;
export type ErrorTransformId = keyof typeof errorTransforms;
export const errorTransformIds = Object.keys(errorTransforms) as [ErrorTransformId, ...ErrorTransformId[]];
