import { MoveHorizontal } from 'lucide-react';
import { setXAxis, xAxisIds } from '../../../store/page/preferences';
import { IconSelect } from '../../parts/iconSelect/IconSelect';
import type { LineFigure } from './lineFigure';
import { useXAxisId } from './useLineSpec';
import { xAxisNames } from './xAxes';

/** Selects the x axis of all charts over training; saved for the next visit. */
export function AxisChoice({ figure }: { figure: LineFigure }) {
  const id = useXAxisId(figure);
  return (
    <IconSelect
      label="X axis"
      title={`X axis: ${xAxisNames[id].toLowerCase()}`}
      icon={MoveHorizontal}
      value={id}
      chosen={id !== figure.xAxes[0]}
      options={figure.xAxes.map((one) => ({ id: one, name: xAxisNames[one] }))}
      onChange={(text) => {
        const to = xAxisIds.find((one) => one === text);
        if (to !== undefined) setXAxis(to);
      }}
    />
  );
}
