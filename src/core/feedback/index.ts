/** The registry of feedback initialisations, in display order. */
import { binomial } from './binomial';
import type { FeedbackInit } from './feedback';
import { kaimingNormal } from './kaimingNormal';
import { kaimingUniform } from './kaimingUniform';
import { kaimingUniformF3 } from './kaimingUniformF3';
import { normal } from './normal';
import { plusMinusIdentity } from './plusMinusIdentity';
import { trinomial } from './trinomial';
import { uniform } from './uniform';
import { xavierNormal } from './xavierNormal';
import { xavierUniform } from './xavierUniform';

export const feedbackInits = {
  'kaiming-uniform': kaimingUniform,
  'kaiming-uniform-f3': kaimingUniformF3,
  'kaiming-normal': kaimingNormal,
  'xavier-uniform': xavierUniform,
  'xavier-normal': xavierNormal,
  normal,
  uniform,
  trinomial,
  binomial,
  'plus-minus-identity': plusMinusIdentity,
} as const satisfies Record<string, FeedbackInit>;
export type FeedbackId = keyof typeof feedbackInits;
export const feedbackIds = Object.keys(feedbackInits) as [FeedbackId, ...FeedbackId[]];
