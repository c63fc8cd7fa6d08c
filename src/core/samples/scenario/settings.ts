/** Settings of the training data: which classes occur and when, and noise. At their defaults the data are used as they are. */
import { z } from 'zod';
import { asText, numberFrom, wholeIn } from '../../run/setting';

/** Labels are bytes. */
const label = wholeIn(0, 255);
const epoch = wholeIn(1, 10_000);

/** A class that no training sample has from epoch `from` to `to`, inclusive. */
const withheld = z.strictObject({
  class: label,
  from: epoch,
  /** Default: until the end. */
  to: epoch.optional(),
});
export type Withheld = z.infer<typeof withheld>;

function atLeastTwo(classes: readonly number[], context: z.RefinementCtx): void {
  const twice = classes.find((one, place) => classes.indexOf(one) < place);
  if (twice !== undefined) context.addIssue({ code: 'custom', message: `has ${twice} twice. Remove one` });
  if (classes.length === 1)
    context.addIssue({ code: 'custom', message: 'needs two classes or more, or all' });
}

export const scenarioSettings = {
  /** Empty: all. */
  classes: asText(z.array(label).superRefine(atLeastTwo), {
    label: 'Classes',
    group: 'scenario',
    help: 'classes to train and test on: all, 0,1,7 or 0-3; the network keeps an output for every class',
    about: {
      sentence:
        'Train and test on some classes only: all, 0,1,7 or 0-3. The network keeps an output for every class.',
    },
    default: [],
  }),
  withheld: asText(z.array(withheld).max(1000, 'must be at most 1000 entries'), {
    label: 'Withheld classes',
    group: 'scenario',
    help: 'classes left out of training, not of the test: none, 7:1-3 (epochs 1 to 3), 4-9:1-12, 0:4- (from epoch 4)',
    about: {
      sentence:
        'Left out of training but still tested. 7:1-3: in epochs 1 to 3; 4-9:1-12: six classes; 0:4-: from epoch 4.',
    },
    default: [],
  }),
  inputNoise: numberFrom(0, 10, {
    label: 'Gaussian noise',
    group: 'scenario',
    help: 'standard deviation of noise added to training inputs as the network gets them; fixed for each sample',
    about: {
      sentence:
        'Standard deviation of noise on training inputs as the network gets them, drawn once for each sample. Test inputs stay clean.',
    },
    default: 0,
  }),
  saltPepper: numberFrom(0, 1, {
    label: 'Salt-and-pepper noise',
    group: 'scenario',
    help: 'fraction of training inputs set to their smallest or largest value; fixed for each sample',
    about: {
      sentence:
        'Fraction of training inputs set to their smallest or largest value, drawn once for each sample.',
    },
    default: 0,
  }),
  labelNoise: numberFrom(0, 1, {
    label: 'Label noise',
    group: 'scenario',
    help: 'fraction of training samples with a wrong label, drawn uniformly from the other classes',
    about: { sentence: 'Fraction of training samples with a wrong label, drawn from the other classes.' },
    default: 0,
  }),
};

/** The values of these settings. */
export type Scenario = {
  readonly [K in keyof typeof scenarioSettings]: z.infer<(typeof scenarioSettings)[K]['schema']>;
};
