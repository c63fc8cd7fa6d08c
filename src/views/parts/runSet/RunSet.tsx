import { datasetChoice } from '../../../store/settings/choices';
import { useLab } from '../../labContext';
import './runSet.css';

/** Name of the curves' data set, if it differs from the one in the settings; undefined otherwise, or without curves. */
export const otherSet = (trained: string | undefined, chosen: string): string | undefined =>
  trained === undefined || trained === chosen ? undefined : datasetChoice(trained).name;

export function useRunSet(): string | undefined {
  const lab = useLab();
  const trained = lab.runs.useRuns((state) => state.experiment?.dataset);
  const chosen = lab.settings.useSettings((state) => state.draft.dataset);
  return otherSet(trained, chosen);
}

/** Shown beside a run's figure or table if another data set has been chosen since, to prevent confusion. */
export function RunSet() {
  const lab = useLab();
  const name = useRunSet();
  const chosen = lab.settings.useSettings((state) => datasetChoice(state.draft.dataset).name);
  if (name === undefined) return null;
  return (
    <span
      className="run-set"
      title={`Trained on ${name}. ${chosen} was chosen since: “Start again” trains on it.`}
    >
      <span className="run-set-dot" aria-hidden="true" />
      <span className="run-set-name">
        <span className="run-set-word">trained on </span>
        {name}
      </span>
    </span>
  );
}
