import { useLab } from '../../labContext';

/** Training goes on while another page is shown. */
export function TrainingDot() {
  const training = useLab().runs.useRuns(({ phase }) => phase === 'running' || phase === 'preparing');
  return (
    training && (
      <span className="tab-dot" title="Training goes on">
        <span className="sr-only">(training)</span>
      </span>
    )
  );
}
