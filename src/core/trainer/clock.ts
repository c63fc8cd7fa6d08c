import { util } from '@tensorflow/tfjs-core';

/** Milliseconds, from the platform's clock through TensorFlow.js: core imports no platform. */
export const now = util.now;
