import { count } from '../../../../../core/format';
import { Range } from '../LockingTools';
import type { MeasuredView } from './useMeasured';

/** Which batches are in view. */
export function MeasuredTools({ view }: { view: MeasuredView }) {
  const { first, shown, most, setFirst, setShown } = view;
  // The first batch finds nothing prepared, and a pipeline fills: half way everything runs as usual.
  const middle = Math.max(1, Math.floor((most - shown) / 2) + 1);
  return (
    <div className="locking-tools locking-real-tools">
      <Range name="First batch" value={first} max={Math.max(1, most - shown + 1)} onChange={setFirst} />
      <Range name="Batches in view" value={shown} max={most} onChange={setShown} />
      <button
        type="button"
        className="button small"
        title={`From batch ${count(middle)} on, when everything has long been running`}
        onClick={() => setFirst(middle)}
      >
        Steady part
      </button>
    </div>
  );
}
