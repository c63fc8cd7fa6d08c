import { type MeasureId, measureIds, measures } from '../../../core/measures';
import { setMeasure, useSettings } from '../../../store/settings';
import { aboutText } from './Row';

function MeasureBox({ measure }: { measure: MeasureId }) {
  const ticked = useSettings((state) => state.draft.measures.includes(measure));
  const id = `measure-${measure}`;
  return (
    <div className="tick">
      <input
        id={id}
        type="checkbox"
        checked={ticked}
        aria-describedby={`${id}-about`}
        onChange={(event) => setMeasure(measure, event.target.checked)}
      />
      <label htmlFor={id}>{measures[measure].name}</label>
      <p className="quiet row-about" id={`${id}-about`}>
        {aboutText(measures[measure])}
      </p>
    </div>
  );
}

export function MeasureBoxes() {
  return measureIds.map((measure) => <MeasureBox key={measure} measure={measure} />);
}
