import type { Experiment } from '../../../../core/run/spec';
import { noiseText } from './noiseText';
import './sample.css';

/** Where training samples are shown: the scenario's noise is in what the networks get, not in what is shown. */
export function NoiseNote({ experiment }: { experiment: Experiment }) {
  const text = noiseText(experiment);
  return text ? <p className="quiet noise-note">{text}</p> : null;
}
