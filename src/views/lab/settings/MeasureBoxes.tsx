import { type MeasureId, measureIds, measures } from '../../../core/measures';
import { useLab } from '../../labContext';
import { aboutText } from './Row';

function MeasureBox({ measure }: { measure: MeasureId }) {
  const lab = useLab();
  const ticked = lab.settings.useSettings((state) => state.draft.measures.includes(measure));
  const id = `measure-${measure}`;
  return (
    <div className="tick">
      <input
        id={id}
        type="checkbox"
        checked={ticked}
        aria-describedby={`${id}-about`}
        onChange={(event) => lab.settings.setMeasure(measure, event.target.checked)}
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
