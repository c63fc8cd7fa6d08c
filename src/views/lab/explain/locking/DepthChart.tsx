import { rules } from '../../../../core/rules';
import { makePlot, pathOf, plotHeight, xAt, yAt } from '../../../../figures/axes/plot';
import type { Tick } from '../../../../figures/axes/ticks';
import { spaceLabels } from '../../../../figures/labels/labels';
import { Marker } from '../../../../figures/theme/Marker';
import { ruleStyle } from '../../../../figures/theme/ruleStyle';
import { useSize } from '../../../useSize';
import { type Curve, MOST_LAYERS } from './depth';

const HEIGHT = 172;
const NAMES_WIDE = 92;

interface Props {
  title: string;
  note: string;
  curves: readonly Curve[];
  layers: number;
  ticks: readonly Tick[];
  text: (value: number) => string;
}

/** Something of the model against the depth of the network, with the slider's value marked. */
export function DepthChart({ title, note, curves, layers, ticks, text }: Props) {
  const [ref, { width }] = useSize<HTMLDivElement>();
  const y = {
    domain: [0, Math.max(1, ticks.at(-1)?.at ?? 1)] as const,
    ticks,
    carry: (value: number) => value,
  };
  const x = { from: 1, to: MOST_LAYERS, unit: 1 };
  const plot = makePlot({ width, height: HEIGHT, labels: NAMES_WIDE, narrow: true, x, y });
  const ends = curves.map(({ values }) => yAt(plot, values.at(-1) ?? 0));
  const places = spaceLabels(ends, 14, plot.top + 4, plot.top + plotHeight(plot) - 4);
  const bottom = plot.top + plotHeight(plot);
  const said = curves
    .map(
      ({ rules: of, values }) =>
        `${of.map((id) => rules[id].name).join(', ')} ${text(values[layers - 1] ?? 0)}`,
    )
    .join('; ');
  return (
    <section className="locking-chart">
      <h3>
        {title} <span className="quiet">{note}</span>
      </h3>
      <div ref={ref}>
        {width > 0 && (
          <svg width={width} height={HEIGHT} role="img" aria-label={`${title} of ${layers} layers: ${said}.`}>
            {ticks.map(({ at, label }) => (
              <g key={at}>
                <path d={`M${plot.left} ${yAt(plot, at)}H${width - plot.right}`} stroke="var(--grid)" />
                <text x={plot.left - 8} y={yAt(plot, at)} dy="0.35em" textAnchor="end">
                  {label}
                </text>
              </g>
            ))}
            {Array.from({ length: MOST_LAYERS }, (_, i) => i + 1).map((at) => (
              <text
                key={at}
                className={at === layers ? 'now' : undefined}
                x={xAt(plot, at)}
                y={bottom + 16}
                textAnchor="middle"
              >
                {at}
              </text>
            ))}
            <text x={width - plot.right + 14} y={bottom + 16}>
              layers
            </text>
            <path d={`M${xAt(plot, layers)} ${plot.top}V${bottom}`} stroke="var(--ctl)" />
            {curves.map(({ rules: of, values }, i) => {
              const style = ruleStyle(of[0]);
              const points = values.map((value, at) => ({ x: at + 1, y: value }));
              const names = of.map((id) => rules[id].short).join(', ');
              return (
                <g key={of[0]}>
                  <path
                    d={pathOf(plot, points)}
                    fill="none"
                    stroke={style.line}
                    strokeWidth={2}
                    strokeDasharray={style.dash}
                    strokeLinecap={style.cap ?? 'butt'}
                  />
                  <Marker
                    shape={style.marker}
                    color={style.line}
                    x={xAt(plot, layers)}
                    y={yAt(plot, values[layers - 1] ?? 0)}
                  />
                  <text
                    className="locking-end"
                    x={width - plot.right + 8}
                    y={places[i]}
                    dy="0.35em"
                    fill={style.text}
                    style={{ fill: style.text }}
                  >
                    {names}
                  </text>
                </g>
              );
            })}
          </svg>
        )}
      </div>
    </section>
  );
}
