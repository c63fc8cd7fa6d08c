import { Spline } from 'lucide-react';
import { type Beta, betas } from '../../../store/page/smoothing';
import { useLab } from '../../labContext';
import type { LossId } from './axes';
import { lossTitles } from './words';
import './smoothing.css';

/** By β alone: people know these numbers from other tools. */
const nameOf = (beta: Beta): string => (beta === 0 ? 'Off, as measured' : String(beta));

/** A select as small as an icon: the line beside the figure’s name says what is chosen. */
export function SmoothingChoice({ curve }: { curve: LossId }) {
  const lab = useLab();
  const beta = lab.smoothing.useSmoothing((state) => state[curve]);
  const choose = (text: string) => {
    const chosen = betas.find((one) => String(one) === text);
    if (chosen !== undefined) lab.smoothing.setSmoothing(curve, chosen);
  };
  return (
    <span className={beta > 0 ? 'icon-button icon-select chosen' : 'icon-button icon-select'}>
      <Spline size={16} strokeWidth={1.75} aria-hidden="true" />
      <select
        aria-label={`Smoothing, ${lossTitles[curve].toLowerCase()}`}
        title={`Smoothing: ${nameOf(beta).toLowerCase()}. Moving average, β per point`}
        value={String(beta)}
        onChange={(event) => choose(event.target.value)}
      >
        {betas.map((one) => (
          <option key={one} value={String(one)}>
            {nameOf(one)}
          </option>
        ))}
      </select>
    </span>
  );
}
