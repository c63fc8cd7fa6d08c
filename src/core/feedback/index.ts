/** The one registry of feedback initialisations. */
import type { FeedbackInit } from './feedback';
import { kaimingUniform } from './kaimingUniform';
import { kaimingUniformF3 } from './kaimingUniformF3';
import { trinomial } from './trinomial';

export const feedbackInits = {
  'kaiming-uniform': kaimingUniform,
  'kaiming-uniform-f3': kaimingUniformF3,
  trinomial,
} as const satisfies Record<string, FeedbackInit>;
export type FeedbackId = keyof typeof feedbackInits;
export const feedbackIds = Object.keys(feedbackInits) as [FeedbackId, ...FeedbackId[]];
