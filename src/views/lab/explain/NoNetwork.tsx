import { useLab } from '../../labContext';
import { useBlocked } from '../run/useBlocked';

/** Placeholder for figures of a network's values. @param gone why the network no longer exists */
export function NoNetwork({ gone }: { gone?: string | undefined }) {
  const lab = useLab();
  const phase = lab.runs.useRuns((state) => state.phase);
  const blocked = useBlocked() !== undefined;
  if (phase === 'preparing' || phase === 'running' || phase === 'stepping')
    return (
      <p className="explain-none" role="status">
        The network is on its way …
      </p>
    );
  return (
    <div className="explain-none">
      <p>
        {gone ??
          'There is no network yet. A step trains one batch; then every number here is the network’s own.'}
      </p>
      {gone === undefined && (
        <button type="button" className="button" disabled={blocked} onClick={() => lab.actions.step()}>
          Train one batch
        </button>
      )}
    </div>
  );
}
