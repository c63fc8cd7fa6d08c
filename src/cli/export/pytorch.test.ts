/** What scripts refuse and say; that they train as the lab does is in pytorch.torch.test.ts. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type HiddenLayer, hiddenLayer } from '../../core/blocks/hidden';
import { type RuleId, rules } from '../../core/rules';
import type { SettingKey } from '../../core/run/settings';
import type { RunSpec } from '../../core/run/spec';
import { tinyConfig, tinyData, tinyImages, useCpu } from '../../core/testSupport';
import { NotExpressible } from '../../exports/network';
import { expressedSettings } from '../../exports/pytorch/expressible';
import { rulePieces } from '../../exports/pytorch/pieces/rules';
import { pytorchFile } from '../../exports/pytorch/pytorchFile';
import { tinyPixels, tinyWeights, unpacked } from './testSupport';

beforeAll(useCpu);

const written = Object.keys(rulePieces) as RuleId[];

/** The message with which a run is refused; undefined if it is not. */
function refusal(changes: Partial<RunSpec>, data = tinyData()): string | undefined {
  try {
    pytorchFile(tinyConfig(changes), data, { lab: '1.2.3' }, tinyWeights);
    return undefined;
  } catch (reason) {
    if (reason instanceof NotExpressible) return reason.message;
    throw reason;
  }
}

describe('a script is never another experiment', () => {
  const convolution: HiddenLayer = hiddenLayer('convolution', { channels: 2 });

  it.each<readonly [Partial<RunSpec>, string]>([
    [
      { rule: 'dfa', feedbackRedraw: 'epoch' },
      'Feedback redraw: “epoch” cannot be expressed in a PyTorch script, which keeps B as it was drawn. Choose never.',
    ],
    [
      { rule: 'dfa', fairSteps: true },
      'Fair step sizes: “yes” cannot be expressed in a PyTorch script, which gives every layer the same learning rate. Choose no.',
    ],
    [
      { withheld: [{ class: 1, from: 1, to: 2 }] },
      'Withheld classes: “1:1-2” cannot be expressed in a PyTorch script, which has epochs of equal size. Choose none.',
    ],
    [
      { inputNoise: 0.5 },
      'Gaussian noise: “0.5” cannot be expressed in a PyTorch script, which takes the inputs as the data set has them. Choose 0.',
    ],
    [
      { saltPepper: 0.25 },
      'Salt-and-pepper noise: “0.25” cannot be expressed in a PyTorch script, which takes the inputs as the data set has them. Choose 0.',
    ],
    [
      { epochs: 10_000_000 },
      'Epochs: 10,000,000 epochs of 23 samples are too many for a PyTorch script, whose batches are listed in its file. Write at most 4,347,826.',
    ],
  ])('%o is refused', (changes, message) => {
    expect(refusal(changes)).toBe(message);
  });

  it('other blocks are refused', () => {
    expect(refusal({ hidden: [convolution, 4] }, tinyImages())).toBe(
      'Hidden layers: layer 1, convolution:2, cannot be expressed in a PyTorch script, which has dense and residual layers only. Choose one of these, or export the trained network.',
    );
  });

  it('rules without a text are refused', () => {
    const id = 'dummy' as RuleId;
    Object.assign(rules, { [id]: rules.dfa });
    try {
      expect(refusal({ rule: id })).toBe(
        `Algorithms: “dummy” cannot be expressed in a PyTorch script. Choose ${written.join(', ')}.`,
      );
    } finally {
      delete (rules as Partial<typeof rules>)[id];
    }
  });

  it('settings that change nothing are let through', () => {
    expect(refusal({ feedbackRedraw: 'epoch' })).toBeUndefined();
    expect(refusal({ rule: 'dfa', fairSteps: true, optimizer: 'adam' })).toBeUndefined();
    expect(refusal({ fairSteps: true })).toBeUndefined();
    expect(refusal({ rule: 'dfa', feedbackRedrawSteps: 7 })).toBeUndefined();
  });

  /** Another value of each setting, where every one has an effect. */
  const base: Partial<RunSpec> = {
    ...{ rule: 'f3-loss', weightInit: 'normal', feedbackInit: 'normal', schedule: 'step', hidden: [7, 7] },
    ...{ optimizer: 'momentum', loss: 'bce', outputActivation: 'softmax', feedbackRedraw: 'never' },
  };
  const others: Readonly<Partial<Record<SettingKey, Partial<RunSpec>>>> = {
    rules: { rule: 'f3-error' },
    inputScale: { inputScale: 'unit' },
    trainingSamples: { trainingSamples: 20 },
    hidden: { hidden: [7, hiddenLayer('residual', { units: 7 })] },
    activation: { activation: 'relu' },
    outputActivation: { outputActivation: 'sigmoid' },
    loss: { loss: 'mse' },
    lossReduction: { lossReduction: 'sum' },
    startFrom: { startFrom: tinyWeights.id },
    weightInit: { weightInit: 'pytorch' },
    weightDeviation: { weightDeviation: 0.5 },
    bias: { bias: false },
    freeze: { freeze: [{ layer: 1, from: 2 }] },
    feedbackInit: { feedbackInit: 'uniform' },
    feedbackDeviation: { feedbackDeviation: 0.5 },
    feedbackSharing: { feedbackSharing: 'shared' },
    feedbackRedraw: { feedbackRedraw: 'copy-epoch' },
    feedbackRedrawSteps: { feedbackRedraw: 'steps', feedbackRedrawSteps: 3 },
    feedbackReduction: { rule: 'f3-error', feedbackReduction: 'mean' },
    errorTransform: { errorTransform: 'one-hot' },
    errorInit: { errorInit: 'inference-epoch' },
    lossErrorScale: { lossErrorScale: 'per-sample' },
    optimizer: { optimizer: 'nesterov' },
    optimizerOptions: { optimizerOptions: { momentum: 0.5 } },
    learningRate: { learningRate: 0.25 },
    schedule: { schedule: 'constant' },
    scheduleOptions: { scheduleOptions: { factor: 0.5 } },
    fairSteps: { fairSteps: true },
    batchSize: { batchSize: 6 },
    batchOrder: { batchOrder: 'fixed' },
    epochShare: { epochShare: 0.5 },
    epochs: { epochs: 3 },
    seeds: { seed: 4 },
    classes: { classes: [0, 1] },
    withheld: { withheld: [{ class: 1, from: 1 }] },
    inputNoise: { inputNoise: 1 },
    saltPepper: { saltPepper: 0.5 },
    labelNoise: { labelNoise: 0.5 },
  };
  /** The script without its docstring, which says all settings, and its arrays. */
  const textOf = (changes: Partial<RunSpec>): string => {
    const { script, arrays } = unpacked(tinyConfig({ ...base, ...changes }), tinyPixels());
    return `${script.replace(/^r"""[\s\S]*?"""/, '')}${Buffer.from(arrays).toString('base64')}`;
  };

  it('every setting that scripts express has a case here', () => {
    const elsewhere = ['dataset', 'rule', 'seed', 'measures'];
    const cases = [...Object.keys(others), ...elsewhere];
    expect([...expressedSettings].filter((name) => !cases.includes(name))).toEqual([]);
  });

  it.each(Object.entries(others))('%s changes the script or its arrays, or is refused', (_, changes) => {
    if (refusal({ ...base, ...changes }, tinyPixels()) !== undefined) return;
    // Averaging is not allowed with F³-Loss.
    const before = changes.feedbackReduction ? { rule: 'f3-error' as const } : {};
    expect(textOf(changes)).not.toBe(textOf(before));
  });

  it('measures change nothing', () => {
    expect(textOf({ measures: ['norms'] })).toBe(textOf({}));
  });
});

describe('what a script says', () => {
  it('its rule with its source, its data, its settings, the lab’s version, and the lab’s own command', () => {
    const { script } = unpacked(
      tinyConfig({ rule: 'f3-error', errorTransform: 'one-hot', dataset: 'mnist', optimizer: 'adam' }),
      tinyData(),
    );
    const head = script.slice(0, script.indexOf('import argparse'));
    for (const part of [
      /^r"""F³-Error on MNIST: a run of F³ Lab 1\.2\.3 as a PyTorch script\.$/m,
      'δh_i = E_t−1 B_i',
      'Source: Flügel et al. 2023, eq. 11',
      '23 training samples, 11 test samples',
      /^ {4}Error information {2,}one-hot$/m,
      /^ {4}Learning rate {2,}0\.1$/m,
      /npm run -s lab -- train --dataset mnist --rule f3-error --hidden 7,5 /,
    ])
      expect(head).toMatch(part);
  });

  it('holds only what its run needs', () => {
    const { script } = unpacked(tinyConfig({ rule: 'llo' }), tinyData());
    for (const part of ['feedback', 'memory', 'slope', 'RESIDUAL', 'frozen', 'def learning_rate'])
      expect(script).not.toContain(part);
  });

  it('names from files stay inside its docstring', () => {
    const dataset = 'own-a"""\nimport os\\';
    const { script } = unpacked(tinyConfig({ dataset }), tinyData());
    expect(script.match(/"""/g)?.length).toBe(
      unpacked(tinyConfig(), tinyData()).script.match(/"""/g)?.length,
    );
    expect(script).not.toMatch(/^import os/m);
  });

  it.each(written)('%s: no line is longer than 110 letters', (rule) => {
    // The longest texts.
    const { script } = unpacked(
      tinyConfig({ rule, lossErrorScale: 'per-sample', errorTransform: 'softmax' }),
      tinyData(),
    );
    expect(script.split('\n').filter(({ length }) => length > 110)).toEqual([]);
  });

  it('the same run gives the same bytes', () => {
    const file = () => pytorchFile(tinyConfig({ rule: 'drtp' }), tinyData(), { lab: '1.2.3' });
    expect(file()).toEqual(file());
  });
});
