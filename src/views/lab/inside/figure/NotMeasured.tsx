import type { MeasureId } from '../../../../core/measures';
import { useLab } from '../../../labContext';
import './notMeasured.css';

/** Shown instead of a chart if its measure is not selected. */
export function NotMeasured({ measure, started }: { measure: MeasureId; started: boolean }) {
  const lab = useLab();
  const asked = lab.settings.useSettings(({ draft }) => draft.measures.includes(measure));
  return (
    <div className="not-measured">
      <p>{started ? 'This run does not measure it.' : 'This measure is not selected.'}</p>
      {asked ? (
        <p className="quiet">It will be measured from the next start.</p>
      ) : (
        <button
          type="button"
          className="button small"
          onClick={() => lab.settings.setTicked('measures', measure, true)}
        >
          Measure it
        </button>
      )}
    </div>
  );
}
