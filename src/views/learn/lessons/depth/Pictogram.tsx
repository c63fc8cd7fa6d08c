import { ruleStyle } from '../../../../figures/theme/ruleStyle';
import { Picture } from '../../pictogram/parts';

const LAYERS = 22;

/** A signal that fades on its way down, and arrows that reach every layer. */
export function Pictogram() {
  const { line } = ruleStyle('f3-error');
  return (
    <Picture>
      {Array.from({ length: LAYERS }, (_, i) => {
        const x = 14 + 10 * i;
        return (
          <g key={x}>
            <path d={`M${x} 14V74`} stroke="var(--ink)" strokeWidth={3} opacity={0.1 + (0.9 * i) / LAYERS} />
            {i % 2 === 0 && <path d={`M${x} 82l4 7h-8z`} fill={line} />}
          </g>
        );
      })}
      <path d="M14 96H226" stroke={line} strokeWidth={2} />
    </Picture>
  );
}
