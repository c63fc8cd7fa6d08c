/** What charts of kept runs show, and along which axis. */

export const metrics = {
  testAccuracy: 'Test accuracy',
  testLoss: 'Test loss',
  trainingLoss: 'Training loss',
} as const;
export type MetricId = keyof typeof metrics;

export const xAxes = { epoch: 'Epoch', samples: 'Samples', steps: 'Steps', time: 'Time' } as const;
export type XId = keyof typeof xAxes;
