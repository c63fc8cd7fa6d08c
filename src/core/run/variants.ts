/** Names and descriptions of the variants of rules and feedback; the engine branches on the ids. */

interface Variant {
  readonly name: string;
  readonly sentence: string;
  readonly source: string;
}

/** What F³'s memory holds before a sample's first visit. */
export const errorInits = {
  target: {
    name: 'The target',
    sentence: 'e₀ = y*: in its first epoch F³ is DRTP.',
    source: 'Flügel et al. 2023, Algorithm 1',
  },
  'inference-epoch': {
    name: 'A pass without learning',
    sentence: 'One pass over the first epoch’s batches, without updates, fills the memory with true errors.',
    source: 'Flügel et al. 2023, section 3.3',
  },
} as const satisfies Record<string, Variant>;

/** How the direct rules' hidden deltas are reduced over a batch of N samples. */
export const feedbackReductions = {
  sum: {
    name: 'Sum',
    sentence:
      'Hidden gradients are summed over the batch, as published; decisive with SGD, invisible to Adam.',
    source: 'F³ authors’ code',
  },
  mean: {
    name: 'Mean',
    sentence: 'Hidden gradients are divided by the batch size, as the output layer’s are. Not with F³-Loss.',
    source: 'Sanfiz and Akrout 2021 (biotorch)',
  },
} as const satisfies Record<string, Variant>;

/**
 * How the training loss of a batch of N samples and C outputs is reduced. Summed: over samples and, where the mean is over
 * outputs, over outputs too, so that squared error has the gradient 2 (y − y*) and cross-entropies y − y* at the logits.
 */
export const lossReductions = {
  mean: {
    name: 'Mean',
    sentence: 'Averaged over the batch and, but for cross-entropy, over the outputs.',
    source: 'PyTorch’s default',
  },
  sum: {
    name: 'Sum',
    sentence:
      'Summed over the batch and its outputs: steps grow with the batch. PEPITA’s updates are summed, too.',
    source: 'Neuromatch, NeuroAI course, W2D3 tutorial',
  },
} as const satisfies Record<string, Variant>;

/** How bytes become inputs. */
export const inputScales = {
  standardised: {
    name: 'Standardised',
    sentence: 'Mean 0 and deviation 1 over the training set, as the papers train.',
    source: 'F³ authors’ code',
  },
  unit: {
    name: 'From 0 to 1',
    sentence: 'Pixels divided by 255: black is 0, white 1. For images only.',
    source: 'PyTorch, ToTensor; Flügel 2021',
  },
} as const satisfies Record<string, Variant>;

/** Whether each epoch draws its own batches. */
export const batchOrders = {
  shuffled: {
    name: 'Drawn for each epoch',
    sentence: 'Every epoch shuffles the training set and cuts it into batches.',
    source: 'The usual practice',
  },
  fixed: {
    name: 'Drawn once',
    sentence: 'Batches are cut once and visited in the same order in every epoch.',
    source: 'Neuromatch, NeuroAI course, W2D3 tutorial',
  },
} as const satisfies Record<string, Variant>;

/** Whether F³-Loss's stored gradient carries the loss's own mean over the batch. */
export const lossErrorScales = {
  mean: {
    name: 'Of the mean loss',
    sentence: 'F³-Loss stores −∂L/∂y of the mean-reduced loss, 1/(N C) included: a slow start after epoch 1.',
    source: 'F³ authors’ code',
  },
  'per-sample': {
    name: 'Per sample',
    sentence: 'F³-Loss stores the gradient of each sample’s own loss, without 1/(N C).',
    source: 'DEFP, Flügel 2021',
  },
} as const satisfies Record<string, Variant>;

/** Whether hidden layers share one B. */
export const feedbackSharings = {
  'per-layer': {
    name: 'Drawn per layer',
    sentence: 'Each hidden layer has its own feedback matrix.',
    source: 'Flügel 2021; Nøkland 2016',
  },
  shared: {
    name: 'Shared',
    sentence: 'Layers whose feedback matrices have the same shape share one.',
    source: 'Nøkland 2016, section 3',
  },
} as const satisfies Record<string, Variant>;

/** Whether and when B is redrawn. */
export const feedbackRedraws = {
  never: {
    name: 'Never',
    sentence: 'B stays as it was drawn: the forward weights learn to align with it.',
    source: 'Lillicrap et al. 2016',
  },
  epoch: {
    name: 'Every epoch',
    sentence: 'B is redrawn every epoch, which destroys the alignment each time.',
    source: 'Flügel 2021, section 4.3',
  },
  steps: {
    name: 'Every so many steps',
    sentence: 'B is redrawn every few steps (feedback-redraw-steps), which hurts learning much more.',
    source: 'Flügel 2021, section 4.3',
  },
  'copy-epoch': {
    name: 'Copied every epoch',
    sentence:
      'B is set to the aligned forward weights at the start of each epoch: weight transport, but rarely.',
    source: 'A control of this lab',
  },
  'copy-steps': {
    name: 'Copied every so many steps',
    sentence:
      'B is set to the aligned forward weights after a number of steps (feedback-redraw-steps). FA with 1 is BP.',
    source: 'A control of this lab',
  },
} as const satisfies Record<string, Variant>;

const keys = <T extends string>(table: Readonly<Record<T, Variant>>) => Object.keys(table) as [T, ...T[]];

export const errorInitIds = keys(errorInits);
export const feedbackReductionIds = keys(feedbackReductions);
export const lossReductionIds = keys(lossReductions);
export const lossErrorScaleIds = keys(lossErrorScales);
export const feedbackSharingIds = keys(feedbackSharings);
export const feedbackRedrawIds = keys(feedbackRedraws);
