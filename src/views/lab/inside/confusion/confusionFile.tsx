/** The confusion matrix as SVG, for export. */
import { percentNumber } from '../../../../core/format';
import type { DatasetInfo } from '../../../../data/spec';
import type { Drawing } from '../../../../figures/file/svg';
import { shortNames } from '../../../shortNames';
import { CellsDrawing } from '../cells/CellsDrawing';
import { ConfusionCounts } from './ConfusionCounts';
import { type Confusion, layoutFor, recall } from './confusionModel';
import { type ClassWords, captioned } from './confusionNumbers';

const WIDTH = 600;
const HEAD = 36;
/** Width of the recall column right of the cells, in pixels. */
const ENDS = 48;
const caption = { fontSize: 11, fill: 'var(--ink2)' } as const;

/** @param choice the data set whose classes they are */
export function confusionDrawing(
  choice: Pick<DatasetInfo, 'outputs' | 'testSize'>,
  confusion: Confusion,
  { name, numbers }: ClassWords,
): Drawing {
  const { classes, shares } = confusion;
  const layout = layoutFor(choice, confusion, name, WIDTH, numbers?.width);
  const { side, names, named, written, letters, nameLetters } = layout;
  const labels = Array.from({ length: classes }, (_, label) => label);
  const shown = numbers ? captioned(classes, side, numbers.width) : labels;
  const all = labels.map(numbers?.caption ?? name);
  const [across, down] = [shortNames(all, letters, true), shortNames(all, nameLetters, true)];
  const ends = names + classes * side + ENDS;
  const part = (label: number) => recall(confusion, label);
  const middle = (label: number) => (label + 0.5) * side;
  return {
    width: WIDTH,
    height: HEAD + classes * side,
    content: (
      <>
        <text y={10} {...caption}>
          Rows: true class. Columns: predicted class.
        </text>
        {named && (
          <text x={ends} y={HEAD - 6} textAnchor="end" {...caption}>
            % right
          </text>
        )}
        {shown.map((label) => (
          <g key={label} {...caption}>
            <text x={names + middle(label)} y={HEAD - 6} textAnchor="middle">
              {across[label]}
            </text>
            <text y={HEAD + middle(label)} dy="0.35em">
              {down[label]}
            </text>
            {named && (
              <text x={ends} y={HEAD + middle(label)} dy="0.35em" textAnchor="end">
                {part(label) === undefined ? '–' : percentNumber(part(label) as number, 1)}
              </text>
            )}
          </g>
        ))}
        <g transform={`translate(${names} ${HEAD})`}>
          <CellsDrawing values={shares} m={1} rows={classes} columns={classes} side={side} />
          {written && <ConfusionCounts confusion={confusion} side={side} />}
        </g>
      </>
    ),
  };
}
