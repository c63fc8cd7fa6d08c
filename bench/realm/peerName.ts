/** Name of TensorFlow.js's `trainOnBatch` as a subject. */
export const PEER = 'tfjs-train-on-batch';
