/** Name of TensorFlow.js's `trainOnBatch` as a subject. */
export const TFJS = 'tfjs-train-on-batch';
