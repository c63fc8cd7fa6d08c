import { ruleStyle } from '../../../../figures/theme/ruleStyle';
import { DirectFeedback, Net, Picture } from '../../pictogram/parts';

/** x and height. */
const BARS = [
  [191, 4],
  [197.5, 8],
  [204, 5],
  [210.5, 12],
  [217, 7],
] as const;

/** The errors of last epoch, straight to both hidden layers. */
export function Pictogram() {
  const { line } = ruleStyle('f3-error');
  return (
    <Picture>
      <Net />
      <DirectFeedback rule="f3-error" from={90} />
      <rect x={184} y={78} width={44} height={24} rx={4} fill="var(--s1)" stroke={line} strokeWidth={1.5} />
      {BARS.map(([x, height]) => (
        <rect key={x} x={x} y={98 - height} width={4} height={height} fill={line} />
      ))}
    </Picture>
  );
}
