import { ruleStyle } from '../../../../figures/theme/ruleStyle';
import { layerLabel } from '../../inside/labels';
import { Feedback } from './Feedback';
import { Units, Wires } from './Net';
import { Output } from './Output';
import { HEIGHT, roomIn, TOP } from './stageLayout';
import { has, type StageProps } from './stageProps';
import '../../inside/diagram/diagram.css';

/** The picture of one step: active parts are highlighted, computed values stay, and the rest is not yet shown. */
export function Stage(props: StageProps) {
  const { trace, columns, width, label, active } = props;
  const K = trace.sizes.length - 1;
  const { line, text } = ruleStyle(trace.rule);
  return (
    <svg
      width={width}
      height={HEIGHT}
      role="img"
      aria-label={label}
      className={`stage rule-ink rule-ink-${trace.rule}`}
      style={{ '--own': line, '--own-text': text } as object}
    >
      <Feedback {...props} />
      <Wires {...props} />
      <Units {...props} />
      <Output {...props} />
      {columns.map((column, i) => (
        <g key={column.layer}>
          <text
            x={column.x - (i === 0 && props.image ? roomIn(width).half : 0)}
            y={14}
            textAnchor="middle"
            className="layer-label"
          >
            <tspan className="layer-name">{layerLabel(column.layer, K)}</tspan>
            <tspan dx={5} className="layer-size">
              {column.sizeText}
            </tspan>
          </text>
          {has(active.update, column.layer) && (
            <text x={column.x} y={TOP - 4} textAnchor="middle" className="stage-learns">
              learns
            </text>
          )}
          {column.skipped > 0 && (
            <text
              x={(column.x + (columns[i + 1]?.x ?? column.x)) / 2}
              y={142}
              textAnchor="middle"
              className="skipped"
            >
              {`× ${column.skipped} more`}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
