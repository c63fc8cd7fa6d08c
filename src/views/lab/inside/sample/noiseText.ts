import type { Experiment } from '../../../../core/run/spec';

/** How shown training samples differ from what the networks get; empty where they do not. */
export function noiseText({
  inputNoise,
  saltPepper,
  labelNoise,
}: Pick<Experiment, 'inputNoise' | 'saltPepper' | 'labelNoise'>): string {
  const inputs = inputNoise > 0 || saltPepper > 0;
  if (inputs && labelNoise > 0)
    return 'Shown without the scenario’s noise: the networks get noisy training samples, some with a wrong class.';
  if (inputs) return 'Shown without the scenario’s noise: the networks get noisy training samples.';
  return labelNoise > 0
    ? 'Shown with its own class: the networks are given a wrong one for some training samples.'
    : '';
}
