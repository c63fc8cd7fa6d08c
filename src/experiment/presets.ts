/** Ready-made experiments that each demonstrate one effect, as links. */

export interface Preset {
  readonly name: string;
  /** The effect, and why it occurs. */
  readonly sentence: string;
  readonly query: string;
}

export const presets = {
  /**
   * With PyTorch's initial weights each tanh layer shrinks signals by about √3, so that BP's delta vanishes before the
   * first of thirty layers. A softmax starts with outputs of 1/10: the errors that F³ and DFA feed back then have a mean
   * of zero from the first batch, while plain targets would push all layers in one direction.
   */
  depth: {
    name: 'Thirty layers',
    sentence:
      'Thirty hidden layers of 32 units: backpropagation’s delta fades on its way down, while DFA and F³ reach every layer directly.',
    query:
      '?rule=bp,dfa,f3-error&hidden=32x30&output-activation=softmax&loss=ce&error-transform=raw&error-init=inference-epoch&epochs=8&measures=gradient-angle,delta-norms',
  },
  deepMemory: {
    name: 'A deep network with raw error information',
    sentence:
      'With raw error information, a deep network learns in swings: its stored errors shrink and grow again from epoch to epoch.',
    query: '?rule=f3-error&hidden=100x5&error-transform=raw&epochs=12&measures=error-memory',
  },
  /** A class withheld for three epochs: the output layer first learns to suppress its output, then has to unlearn that. */
  lateClass: {
    name: 'A class arrives late',
    sentence: 'Class 7 is missing from the first three epochs, and its test accuracy stays at 0 until then.',
    query: '?rule=bp,dfa,f3-error&epochs=8&withheld=7:1-3&measures=gradient-angle,class-accuracy,forgetting',
  },
  noisyLabels: {
    name: 'Noisy labels',
    sentence: 'Three training labels in ten are wrong; those of the test set are right.',
    query: '?rule=bp,dfa,f3-error&epochs=20&label-noise=0.3',
  },
  /** Adam's usual rate is for batches of 50. */
  online: {
    name: 'Online, one sample at a time',
    sentence: 'Batches of one sample: an update after every one, with a smaller learning rate.',
    query: '?rule=bp,dfa,f3-error&batch-size=1&epochs=2&learning-rate=0.0001',
  },
} as const satisfies Record<string, Preset>;
