import { memo, useId } from 'react';
import { count } from '../../../../../core/format';
import { rules } from '../../../../../core/rules';
import { type DrawingProps, drawingHeight, MeasuredDrawing } from './MeasuredDrawing';
import { rowsOf, type Traced } from './pieces';
import { lanesText } from './words';

/** What the layers of a run did, on the clock; drawn again with a new trace or window alone. */
export const MeasuredLanes = memo(function MeasuredLanes(props: Omit<DrawingProps, 'id'>) {
  const { trace, width } = props;
  const id = useId();
  return (
    <svg
      width={width}
      height={drawingHeight(rowsOf(trace.lanes).length)}
      role="img"
      aria-label={lanesText(props)}
      className="locking-real-lanes"
    >
      <MeasuredDrawing {...props} id={id} />
    </svg>
  );
});

/** "Measured, epoch 3", and where it has several seeds, whose. */
export function measuredHead({ rule, name, trace }: Traced): string {
  const whose = name === rules[rule].name ? '' : `${name}, `;
  return `${whose}epoch ${count(trace.epoch)}`;
}
