import type { ConfusionLayout, NameOf } from './confusionModel';
import { type ClassNumbers, captioned } from './confusionNumbers';
import './confusionCaptions.css';

interface Props {
  classes: number;
  layout: ConfusionLayout;
  name: NameOf;
  numbers: ClassNumbers;
}

/** Class numbers along both sides, as many as fit. */
export function ConfusionCaptions({ classes, layout: { side }, name, numbers }: Props) {
  const shown = captioned(classes, side, numbers.width);
  const middle = (label: number) => (label + 0.5) * side;
  return (
    <>
      <span className="quiet confusion-sides">Rows: true class. Columns: predicted class.</span>
      <div className="confusion-columns num" aria-hidden="true">
        {shown.map((label) => (
          <span key={label} style={{ left: middle(label) }} title={name(label)}>
            {numbers.caption(label)}
          </span>
        ))}
      </div>
      <div className="confusion-rows num" aria-hidden="true">
        {shown.map((label) => (
          <span key={label} style={{ top: middle(label) }} title={name(label)}>
            {numbers.caption(label)}
          </span>
        ))}
      </div>
    </>
  );
}

/** Key of class numbers and names. */
export function ConfusionKey({ classes, name }: Pick<Props, 'classes' | 'name'>) {
  return (
    <details className="confusion-key">
      <summary>Class numbers</summary>
      <ul>
        {Array.from({ length: classes }, (_, label) => label).map((label) => (
          <li key={label} title={name(label)}>
            <span className="num quiet">{label}</span> {name(label)}
          </li>
        ))}
      </ul>
    </details>
  );
}
