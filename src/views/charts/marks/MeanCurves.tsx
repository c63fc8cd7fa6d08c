import type { Frame } from '../axes/frame';
import type { Axis } from '../axes/scale';
import { Curve } from './Curves';
import { SharedCurves, type SharedLine } from './SharedCurves';

interface Props {
  frame: Frame;
  axis: Axis;
  epochs: number;
  lines: readonly SharedLine[];
  /** Single seeds behind them, where lines are means. */
  seeds: readonly SharedLine[];
}

/** Lines that are all seen, over the seeds that they are the mean of. */
export function MeanCurves({ lines, seeds, ...place }: Props) {
  return (
    <>
      {seeds.map(({ key, points, look }) => (
        <Curve key={key} {...place} {...look} points={points} weight="seed" />
      ))}
      <SharedCurves {...place} lines={lines} weight={seeds.length > 0 ? 'mean' : 'line'} />
    </>
  );
}
