import { useLab } from '../../labContext';

/** Shows that training continues while another page is open. */
export function TrainingDot() {
  const training = useLab().runs.useRuns(({ phase }) => phase === 'running' || phase === 'preparing');
  return (
    training && (
      <span className="tab-dot" title="Training is running">
        <span className="sr-only">(training)</span>
      </span>
    )
  );
}
