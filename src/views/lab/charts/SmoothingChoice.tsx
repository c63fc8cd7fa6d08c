import { Spline } from 'lucide-react';
import { type Beta, betas } from '../../../store/page/smoothing';
import { useLab } from '../../labContext';
import { IconSelect } from '../../parts/iconSelect/IconSelect';
import type { LossId } from './axes';
import { lossTitles } from './chartTexts';

/** β alone: users know these numbers from other tools. */
const nameOf = (beta: Beta): string => (beta === 0 ? 'Off, as measured' : String(beta));

/** An icon-only select: the figure's subtitle shows the choice. */
export function SmoothingChoice({ curve }: { curve: LossId }) {
  const lab = useLab();
  const beta = lab.smoothing.useSmoothing((state) => state[curve]);
  return (
    <IconSelect
      label={`Smoothing, ${lossTitles[curve].toLowerCase()}`}
      title={`Smoothing: ${nameOf(beta).toLowerCase()}. Moving average, β per point`}
      icon={Spline}
      value={String(beta)}
      chosen={beta > 0}
      options={betas.map((one) => ({ id: String(one), name: nameOf(one) }))}
      onChange={(text) => {
        const to = betas.find((one) => String(one) === text);
        if (to !== undefined) lab.smoothing.setSmoothing(curve, to);
      }}
    />
  );
}
