/** Ready-made experiments, as links: some demonstrate an effect, some are those of a course. */
import { rules } from '../core/rules';

export interface Preset {
  readonly name: string;
  /** The effect, and why it occurs. */
  readonly sentence: string;
  readonly query: string;
}

/** A course's experiment. */
export interface CoursePreset extends Preset {
  /** What the lab does otherwise than the course's notebook. */
  readonly differs: string;
  readonly source: { readonly name: string; readonly url: string };
}

/** Algorithms of the courses, by id: those registered here join their presets, the others are named as missing. */
const taught: Readonly<Record<string, string>> = {
  wp: 'weight perturbation',
  np: 'node perturbation',
  bp: 'backpropagation',
  fa: 'feedback alignment',
  kp: 'Kolen-Pollack',
  hebb: 'Hebbian learning',
};

/** "rule=bp,fa" */
const rulesOf = (ids: readonly string[]): string => `rule=${ids.filter((id) => id in rules).join(',')}`;

/** "Not in the lab yet: weight perturbation." Empty where nothing is missing. */
function missing(ids: readonly string[]): string {
  const names = ids.flatMap((id) => (id in rules ? [] : (taught[id] ?? id)));
  return names.length === 0 ? '' : ` Not in the lab yet: ${names.join(', ')}.`;
}

const tutorialRules = ['wp', 'np', 'bp', 'fa', 'kp'] as const;
const projectRules = ['bp', 'fa', 'np', 'wp', 'kp', 'hebb'] as const;
const COURSE = 'https://github.com/neuromatch/NeuroAI_Course/blob/main';

export const coursePresets = {
  /**
   * The notebook adds η Σ_n δ_n x_nᵀ with δ = (t − y) y (1 − y): half the gradient of its loss Σ (t − y)². The same step
   * along the full gradient has η/2 = 0.0005.
   */
  neuromatchTutorial: {
    name: 'Neuromatch tutorial',
    sentence:
      'Microlearning, W2D3: 784-500-10 sigmoids, summed squared error, everything drawn from N(0, 0.1²), pixels from 0 to 1, 50,000 digits in batches of 200 in one order, plain updates, 3 epochs.',
    differs: `Tests on all 10,000 images, not on 1,000. Its updates drop the 2 of the squared error’s gradient, so its rate of 0.001 is 0.0005 here.${missing(tutorialRules)}`,
    source: {
      name: 'Neuromatch, NeuroAI course, W2D3 Tutorial 1',
      url: `${COURSE}/tutorials/W2D3_Microlearning/W2D3_Tutorial1.ipynb`,
    },
    query: `?${rulesOf(tutorialRules)}&input-scale=unit&training-samples=50000&activation=sigmoid&loss=mse&loss-reduction=sum&weight-init=normal&feedback-init=normal&feedback-deviation=0.1&optimizer=sgd&learning-rate=0.0005&batch-size=200&batch-order=fixed&epochs=3&measures=gradient-angle,gradient-noise`,
  },
  /** Of five epochs the notebook trains four: its epoch 0 evaluates. */
  neuromatchProject: {
    name: 'Neuromatch project',
    sentence:
      'Microlearning project: 784-100-10 without biases, sigmoid and softmax, cross-entropy, 24,000 standardised digits in batches of 32, SGD at 0.01, 4 epochs.',
    differs: `Evaluates on the test set; the project keeps 6,000 training digits for validation and halves the test set.${missing(projectRules)}`,
    source: {
      name: 'Neuromatch, NeuroAI course, project Microlearning',
      url: `${COURSE}/projects/project-notebooks/Microlearning.ipynb`,
    },
    query: `?${rulesOf(projectRules)}&training-samples=24000&hidden=100&activation=sigmoid&output-activation=softmax&loss=ce&bias=no&optimizer=sgd&learning-rate=0.01&batch-size=32&epochs=4&measures=gradient-angle,gradient-noise,class-accuracy`,
  },
} as const satisfies Record<string, CoursePreset>;

/** The preset on MNIST; without it on the built-in digits, the default. */
export const courseQuery = ({ query }: CoursePreset, hasMnist: boolean): string =>
  hasMnist ? `${query}&dataset=mnist` : query;

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
