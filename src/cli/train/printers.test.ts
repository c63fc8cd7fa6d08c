import { describe, expect, it } from 'vitest';
import type { RuleId } from '../../core/rules';
import type { RunEvent } from '../../core/run/events';
import { defaultExperiment } from '../../experiment/defaults';
import { expand, type PlannedRun } from '../../experiment/expand';
import { jsonOf, linesOf as linesOfRun, runNames } from './printers';

const at = { run: 'f3-error-0', rule: 'f3-error', step: 3600 } as const;
const runsOf = (rules: readonly RuleId[], seeds: readonly number[]) =>
  expand({ ...defaultExperiment(), rules: [...rules], seeds: [...seeds] });
const [alone] = runsOf(['f3-error'], [0]) as [PlannedRun];
const linesOf = (event: RunEvent) => linesOfRun(event, runNames([alone])(alone));

describe('event lines', () => {
  it('measures: one line per series, except series without values', () => {
    const lines = linesOf({
      ...at,
      type: 'measures',
      epoch: 2,
      seconds: 0.5,
      values: {
        'gradient-angle': { angle: [66.14, null, 0] },
        norms: { weights: [1.5, 2, 3], updates: [null, null, null], activations: [0.5, 0.25, 0.125] },
        'error-correlation': { correlation: [0.5] },
      },
    });
    expect(lines.map((line) => line.replace(/^F³-Error\s+epoch\s+2\s+/, ''))).toEqual([
      'Angle to backprop: layer 1 66.1° (cosine 0.405), layer 2 –, layer 3 0.0° (cosine 1.000)',
      'Norms, Weights: layer 1 1.50, layer 2 2.00, layer 3 3.00',
      'Norms, Activations: layer 1 0.500, layer 2 0.250, layer 3 0.125',
      'Delayed against current error: 0.500',
    ]);
  });

  it('measures of a deep network: the first and the last layers', () => {
    const angle = Array.from({ length: 50 }, (_, i) => i + 1);
    const [line] = linesOf({
      ...at,
      type: 'measures',
      epoch: 1,
      seconds: 0,
      values: { 'delta-angle': { angle } },
    });
    expect(line).toMatch(
      /layer 3 3\.0° \(cosine 0\.999\), …, layer 48 48\.0° .*, layer 50 50\.0° \(cosine 0\.643\)$/,
    );
  });

  it('measures by class show class names, each series its unit', () => {
    const [run] = expand({ ...defaultExperiment('fashion-mnist'), rules: ['bp'], seeds: [0] }) as [
      PlannedRun,
    ];
    const lines = linesOfRun(
      {
        ...{ run: 'bp-0', step: 9, type: 'measures', epoch: 1, seconds: 0 },
        values: {
          'gradient-noise': { snr: [0.1, 2], floor: [0.0499, 0.0499], cosine: [-0.25, 1] },
          'class-accuracy': { accuracy: [1, 0.5, null, 0, 0, 0, 0, 0, 0, 0.987] },
        },
      },
      runNames([run])(run),
    );
    expect(lines.map((line) => line.replace(/^BP\s+epoch\s+1\s+/, ''))).toEqual([
      'Gradient noise, Signal-to-noise ratio: layer 1 0.100, layer 2 2.00',
      'Gradient noise, Pure noise: layer 1 0.0499, layer 2 0.0499',
      'Gradient noise, Cosine to backprop: layer 1 \u22120.250, layer 2 1.000',
      expect.stringMatching(
        /^Accuracy per class: T-shirt\/top 100\.0\u202f%, Trouser 50\.0\u202f%, Pullover –, .*Ankle boot 98\.7\u202f%$/,
      ),
    ]);
  });

  it('JSON adds the cosine to angles only', () => {
    const values = {
      'gradient-angle': { angle: [60, null, 90] },
      norms: { weights: [1.5] },
      'gradient-noise': { cosine: [0.5] },
    };
    const event = { ...at, type: 'measures', epoch: 2, seconds: 0.5, values } as const;
    expect(jsonOf(event, alone)).toMatchObject({
      values,
      cosines: { 'gradient-angle': { angle: [0.5, null, 0] } },
    });
    const none = { ...event, values: { norms: { weights: [1.5] } } };
    expect(jsonOf(none, alone)).not.toHaveProperty('cosines');
  });

  it('a stuck run: the symptom, the way out, and when it learns again', () => {
    const stuck = { ...at, type: 'stuck', epoch: 3, since: 2, unchanged: true, alike: 1 } as const;
    const [line] = linesOf({ ...stuck, cause: 'limits', flat: 1 });
    expect(line).toMatch(/^F³-Error has learnt nothing since epoch 2\. All outputs are at their limits/);
    expect(line).toContain('and no weight of the output layer has changed since. Lower the learning rate');
    expect(linesOf({ ...stuck, cause: 'limits', flat: 0.996 })[0]).toContain('Almost all outputs');
    const same = { ...stuck, cause: 'same-answer' } as const;
    expect(linesOf(same)[0]).toMatch(
      /^F³-Error has learnt nothing since epoch 2\. It gives every test sample/,
    );
    // While weights change the outcome is open: only the observed epochs are reported.
    expect(linesOf({ ...same, unchanged: false, alike: 0.996 })[0]).toMatch(
      /^F³-Error has learnt nothing in epochs 2 to 3\. It gives almost all test samples .* may still find its way/,
    );
    const unstuck = { ...at, type: 'unstuck', epoch: 5 } as const;
    expect(linesOf({ ...unstuck, learns: true })).toEqual(['F³-Error learns again in epoch 5.']);
    expect(linesOf({ ...unstuck, learns: false })).toEqual([
      'F³-Error is not stuck any more in epoch 5, but has learnt nothing yet.',
    ]);
  });

  it('a dead layer; a NaN loss with its layer', () => {
    expect(linesOf({ ...at, type: 'dead', layer: 2 })).toEqual([
      'F³-Error: at step 3,600 nothing reached hidden layer 2.',
    ]);
    expect(linesOf({ ...at, type: 'diverged', layer: 1 })).toEqual([
      'F³-Error stopped at step 3,600: its loss is not a number. It began in layer 1.',
    ]);
    expect(linesOf({ ...at, type: 'diverged' })).toEqual([
      'F³-Error stopped at step 3,600: its loss is not a number.',
    ]);
  });
});

describe('regression', () => {
  const loss = { trainingLoss: 0.0171, testLoss: 0.01699, trainSeconds: 9, aloneSeconds: 4.14 };
  const epoch = {
    ...at,
    ...loss,
    type: 'epoch',
    epoch: 1,
    testSeconds: 0,
    machine: { tensors: 0 },
    heldBytes: 0,
    testAccuracy: Number.NaN,
  } as const;

  it('shows losses and no accuracy', () => {
    expect(linesOf(epoch)).toEqual([
      'F³-Error epoch   1  training loss 0.01710  test loss 0.01699  4.1\u202fs alone',
    ]);
    expect(linesOf({ ...epoch, testAccuracy: 0.5 })[0]).toContain('50.00\u202f%');
  });

  it('never prints a non-zero loss or time as 0', () => {
    const [line] = linesOf({ ...epoch, trainingLoss: 1.234e-7, testLoss: 0, aloneSeconds: 0.0042 });
    expect(line).toContain('training loss 1.234e\u22127  test loss 0.000  0.0042\u202fs alone');
    const [long] = linesOf({ ...epoch, aloneSeconds: 123.4 });
    expect(long).toContain('123\u202fs alone');
  });
});

describe('several seeds', () => {
  it('are named in every line, padded to one width; a single seed is not named', () => {
    const runs = runsOf(['bp', 'f3-error'], [9, 10]);
    const names = runs.map(runNames(runs));
    expect(names.map(({ short }) => short)).toEqual([
      'BP seed 9',
      'F³-Error seed 9',
      'BP seed 10',
      'F³-Error seed 10',
    ]);
    expect(names.map(({ wide }) => wide)).toEqual([
      'BP       seed  9',
      'F³-Error seed  9',
      'BP       seed 10',
      'F³-Error seed 10',
    ]);
    const name = names[2] as (typeof names)[number];
    expect(linesOfRun({ ...at, type: 'dead', layer: 2 }, name)).toEqual([
      'BP seed 10: at step 3,600 nothing reached hidden layer 2.',
    ]);
  });

  it('every event names its run, even one without numbers', () => {
    const [run] = runsOf(['dfa'], [7]) as [PlannedRun];
    const said = { type: 'dead', run: 'dfa-7', rule: 'dfa', seed: 7, step: 3, layer: 2, dataset: 'digits' };
    expect(jsonOf({ type: 'dead', run: 'dfa-7', rule: 'dfa', step: 3, layer: 2 } as RunEvent, run)).toEqual(
      said,
    );
    expect(jsonOf({ type: 'summary' }, run)).toEqual({
      type: 'summary',
      run: 'dfa-7',
      rule: 'dfa',
      seed: 7,
      dataset: 'digits',
    });
  });
});
