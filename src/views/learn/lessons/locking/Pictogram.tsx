import { Picture } from '../../pictogram/parts';

const [WIDTH, HEIGHT, LEFT, TOP] = [26, 20, 16, 8];

/** Four layers on a clock: forward, hatched waiting, update. */
export function Pictogram() {
  return (
    <Picture>
      {[0, 1, 2, 3].map((layer) => {
        const [from, to] = [layer, 7 - layer];
        return Array.from({ length: to - from + 1 }, (_, i) => {
          const slot = from + i;
          const [x, y] = [LEFT + slot * WIDTH, TOP + layer * (HEIGHT + 4)];
          const works = slot === from ? 'var(--s3)' : slot === to ? 'var(--ink)' : 'var(--s1)';
          return (
            <g key={`${layer} ${slot}`}>
              <rect x={x} y={y} width={WIDTH - 3} height={HEIGHT} rx={2} fill={works} stroke="var(--line2)" />
              {slot !== from && slot !== to && (
                <path
                  d={`M${x + 3} ${y + HEIGHT - 3}L${x + HEIGHT - 3} ${y + 3}M${x + 10} ${y + HEIGHT - 3}L${x + HEIGHT + 2} ${y + 8}`}
                  stroke="var(--line2)"
                />
              )}
            </g>
          );
        });
      })}
    </Picture>
  );
}
