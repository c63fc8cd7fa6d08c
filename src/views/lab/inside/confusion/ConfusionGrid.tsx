import { percentNumber } from '../../../../core/format';
import { shortNames } from '../../../shortNames';
import type { Cell } from '../cells/cells';
import { HeatmapCanvas } from '../cells/HeatmapCanvas';
import { ConfusionCaptions } from './ConfusionCaptions';
import { ConfusionCounts } from './ConfusionCounts';
import { answerText, type Confusion, type ConfusionLayout, type NameOf, recall } from './confusionModel';
import type { ClassNumbers } from './confusionNumbers';
import './confusion.css';

interface Props {
  classes: number;
  /** Undefined before the first epoch. */
  confusion: Confusion | undefined;
  layout: ConfusionLayout;
  name: NameOf;
  /** Class numbers instead of names, if there are many classes. */
  numbers: ClassNumbers | undefined;
  at: Cell | undefined;
  onRead: (cell: Cell | undefined) => void;
  paper?: boolean;
}

const indices = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

const namesOf = ({ classes, name }: Pick<Props, 'classes' | 'name'>): string[] => indices(classes).map(name);

/** Maximum letters of a rotated name. */
const UPRIGHT = 10;

/** Long names are shortened but stay distinct; the full name is the tooltip. */
function ColumnNames(props: Props) {
  const { classes, layout, name } = props;
  const { side, letters } = layout;
  const level = shortNames(namesOf(props), letters, true);
  const fit = level.every((text) => Array.from(text).length <= letters);
  const texts = fit ? level : shortNames(namesOf(props), UPRIGHT, true);
  return (
    <div className={fit ? 'confusion-columns' : 'confusion-columns upright'} aria-hidden="true">
      {indices(classes).map((label) => (
        <span key={label} style={{ width: side }} title={name(label)}>
          {texts[label]}
        </span>
      ))}
    </div>
  );
}

function RowNames(props: Props) {
  const { classes, layout, name } = props;
  const { side, nameLetters } = layout;
  const texts = shortNames(namesOf(props), nameLetters, true);
  return (
    <div className="confusion-rows" aria-hidden="true">
      {indices(classes).map((label) => (
        <span key={label} style={{ height: side, lineHeight: `${side}px` }} title={name(label)}>
          {texts[label]}
        </span>
      ))}
    </div>
  );
}

/** Recall of each class, at the end of its row. */
function RowEnds({ classes, confusion, layout: { side } }: Props) {
  return (
    <div className="confusion-ends num" aria-hidden="true">
      {indices(classes).map((label) => {
        const part = confusion && recall(confusion, label);
        return (
          <span key={label} style={{ height: side, lineHeight: `${side}px` }}>
            {part === undefined ? '–' : percentNumber(part, 1)}
          </span>
        );
      })}
    </div>
  );
}

/** Rows are true classes, columns predicted ones; colours show the share of the row. */
export function ConfusionGrid(props: Props) {
  const { classes, confusion, layout, name, numbers, at, onRead, paper = false } = props;
  const { side, named, written } = layout;
  return (
    <div className={named ? 'confusion named' : 'confusion numbered'}>
      {numbers && <ConfusionCaptions {...{ classes, layout, name, numbers }} />}
      {named && (
        <>
          <span className="quiet confusion-corner">true class</span>
          <span className="quiet confusion-answer">predicted</span>
          <span
            className="quiet confusion-end-title"
            title="Recall: share of the class that was predicted correctly, in percent"
          >
            % right
          </span>
          <ColumnNames {...props} />
          <RowNames {...props} />
        </>
      )}
      <div className="confusion-cells">
        <HeatmapCanvas
          values={confusion?.shares}
          rows={classes}
          columns={classes}
          m={1}
          side={side}
          at={at}
          label="Confusion matrix: read its cells"
          valueText={at && confusion ? answerText(confusion, at, numbers?.name ?? name) : 'not set'}
          onRead={onRead}
          paper={paper}
        />
        {confusion && written && (
          <svg width={classes * side} height={classes * side} className="confusion-counts" aria-hidden="true">
            <ConfusionCounts confusion={confusion} side={side} />
          </svg>
        )}
        {!confusion && <p className="quiet heatmap-empty">Fills in after the first epoch.</p>}
      </div>
      {named && <RowEnds {...props} />}
    </div>
  );
}
