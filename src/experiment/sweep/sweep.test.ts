import { expect, it } from 'vitest';
import { defaultExperiment } from '../defaults';
import { expand } from '../expand';
import { expandSweep, parseAxis, type SweepAxis, sweepKeys, sweepProblem } from './sweep';

const experiment = { ...defaultExperiment(), rules: ['bp' as const, 'drtp' as const], seeds: [4, 7] };

/** @throws Error unless the text is valid */
function axis(setting: SweepAxis['setting'], text: string): SweepAxis {
  const parsed = parseAxis(experiment, setting, text);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.value;
}

it('without a sweep, the runs are the experiment’s', () => {
  expect(expandSweep(experiment, [])).toEqual(expand(experiment));
});

it('a run for every seed, combination and rule, in this order, with its own settings', () => {
  const sweep = [axis('learningRate', '0.01, 0.1'), axis('hidden', '50; 20,10; none')];
  const runs = expandSweep(experiment, sweep);
  const expected = [4, 7].flatMap((seed) =>
    [0.01, 0.1].flatMap((rate) =>
      [[50], [20, 10], []].flatMap((hidden) => ['bp', 'drtp'].map((rule) => ({ seed, rate, hidden, rule }))),
    ),
  );
  expect(
    runs.map(({ spec: { seed, learningRate: rate, hidden, rule } }) => ({ seed, rate, hidden, rule })),
  ).toEqual(expected);
  expect(new Set(runs.map(({ id }) => id)).size).toBe(24);
  expect(runs[3]?.id).toBe('drtp-4 learning-rate=0.01 hidden=20,10');
  // All other settings are the experiment's.
  const [plain] = expand(experiment);
  expect(runs[0]?.spec).toEqual({ ...plain?.spec, learningRate: 0.01, hidden: [50] });
});

it('options of another optimizer are dropped, as in the form', () => {
  const adam = { ...experiment, optimizer: 'adam' as const, optimizerOptions: { beta1: 0.8 } };
  const [first, second] = expandSweep({ ...adam, rules: ['bp'], seeds: [0] }, [
    axis('optimizer', 'adam, sgd'),
  ]);
  expect(first?.spec.optimizerOptions).toEqual({ beta1: 0.8 });
  expect(second?.spec.optimizerOptions).toEqual({});
});

it.each([
  ['learningRate', '0.01, fast', /Learning rate.*“fast”/],
  ['learningRate', '0.01,, 0.1', /Learning rate: “0.01,, 0.1” has an empty value/],
  ['learningRate', '0.01, 0.01', /“0.01” is there twice/],
  ['learningRate', '0.1, 1e-1', /“1e-1” is the same value/],
  ['hidden', '100; 100x', /Hidden layers.*“100x”/],
  ['activation', 'tanh, relu2', /“relu2”/],
] as const)('%s: %s is refused by name and value', (setting, text, problem) => {
  const parsed = parseAxis(experiment, setting, text);
  expect(parsed.ok ? '' : parsed.problem).toMatch(problem);
});

it('names the combination that is invalid, and sweeps that are too large', () => {
  const sweep = [axis('loss', 'bce, ce')];
  expect(sweepProblem({ ...experiment, outputActivation: 'sigmoid' }, sweep)).toMatch(
    /^With loss=ce: Loss: .* does not fit/,
  );
  expect(sweepProblem(experiment, [axis('learningRate', '0.01, 0.1')])).toBeUndefined();
  const rates = Array.from({ length: 300 }, (_, i) => String(i + 1)).join(',');
  expect(sweepProblem(experiment, [axis('learningRate', rates)])).toMatch(
    /^These are 1200 runs; at most 1000/,
  );
});

it('lists by themselves are no axes', () => {
  expect(sweepKeys).toContain('feedbackInit');
  expect(sweepKeys).not.toContain('seeds');
});

it('a combination that changes nothing for a rule is not a run of it: equal runs would count as several', () => {
  const rates = ['0.01', '0.1'].map((rate) => {
    const parsed = parseAxis(experiment, 'learningRate', `drtp=${rate}`);
    return parsed.ok ? parsed.value.values[0] : undefined;
  });
  const runs = expandSweep(experiment, [{ setting: 'learningRate', values: rates }]);
  expect(runs.map(({ spec: { rule, seed, learningRate } }) => [rule, seed, learningRate])).toEqual(
    [4, 7].flatMap((seed) => [
      ['bp', seed, experiment.learningRate.bp],
      ['drtp', seed, 0.01],
      ['drtp', seed, 0.1],
    ]),
  );
});
