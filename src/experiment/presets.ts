/** Experiments that show one thing well, as links: what a person opens instead of setting it up. */

export interface Preset {
  readonly name: string;
  /** What will be seen, and why. */
  readonly sentence: string;
  readonly query: string;
}

export const presets = {
  /**
   * With PyTorch's weights tanh layers shrink what passes them by about √3 each, so that hardly anything of
   * BP's delta reaches the first of thirty. A softmax starts with outputs of 1/10: the errors that F³ and DFA
   * feed then have a mean of zero from the first batch, where bare targets would push all layers one way.
   */
  depth: {
    name: 'Thirty layers',
    sentence:
      'Thirty hidden layers of 32 units: backpropagation’s delta fades on its way down, while DFA and F³ reach every layer directly.',
    query:
      '?rule=bp,dfa,f3-error&hidden=32x30&output-activation=softmax&loss=ce&error-transform=raw&error-init=inference-epoch&epochs=8&measures=gradient-angle,delta-norms',
  },
} as const satisfies Record<string, Preset>;
