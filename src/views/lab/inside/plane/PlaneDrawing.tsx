import { PlainAxes } from '../../../../figures/axes/PlainAxes';
import { plotHeight, plotWidth, xAt } from '../../../../figures/axes/plot';
import { halo, small } from '../../../../figures/labels/texts';
import { Curve, Curves } from '../../../../figures/marks/Curves';
import { Marker } from '../../../../figures/theme/Marker';
import { ruleStyle } from '../../../../figures/theme/ruleStyle';
import { dotsOf, type Plane, type PlanePoint, type Trail, X_NAME, Y_NAME } from './plane';

interface Props {
  plane: Plane;
  trails: readonly Trail[];
  floor: number | undefined;
}

const placed = ({ snr, cosine }: PlanePoint) => ({ x: Math.log10(snr), y: cosine });

function Floor({ plane: { plot }, floor }: Pick<Props, 'plane'> & { floor: number }) {
  const x = xAt(plot, Math.log10(floor));
  const bottom = plot.top + plotHeight(plot);
  return (
    <>
      <path d={`M${x} ${plot.top}V${bottom}`} fill="none" stroke="var(--ink3)" strokeDasharray="2 3" />
      <text x={x + 5} y={bottom - 7} {...small} {...halo}>
        pure noise
      </text>
    </>
  );
}

/** Trails over the epochs, each ending in a dot with its layer: the content of an SVG. */
export function PlaneDrawing({ plane, trails, floor }: Props) {
  const { plot, x } = plane;
  const middle = plot.left + plotWidth(plot) / 2;
  return (
    <>
      <PlainAxes plot={plot} x={x} guide={0} />
      {floor !== undefined && <Floor plane={plane} floor={floor} />}
      <Curves plot={plot}>
        {trails.map(({ key, rule, points }) => (
          <Curve
            key={key}
            plot={plot}
            points={points.map(placed)}
            weight="thin"
            stroke={ruleStyle(rule).line}
            dash={undefined}
            cap="round"
            className={`ruled rule-${rule}`}
          />
        ))}
      </Curves>
      {dotsOf(trails, plane).map(({ trail: { key, rule }, x: left, y: top, name }) => {
        const { line, text, marker } = ruleStyle(rule);
        return (
          <g key={key} className={`ruled rule-${rule}`}>
            <Marker shape={marker} color={line} x={left} y={top} />
            {name && (
              <text
                x={name.x}
                y={name.y}
                dy="0.35em"
                textAnchor={name.anchor}
                fontSize={11}
                fontWeight={600}
                {...halo}
                fill={text}
              >
                {name.text}
              </text>
            )}
          </g>
        );
      })}
      <text x={plot.left} y={12} {...small}>
        {Y_NAME}
      </text>
      <text x={middle} y={plot.height - 6} textAnchor="middle" {...small}>
        {X_NAME}
      </text>
    </>
  );
}
