/** TensorFlow.js's own training as a subject. */
export const PEER = 'tfjs-train-on-batch';
