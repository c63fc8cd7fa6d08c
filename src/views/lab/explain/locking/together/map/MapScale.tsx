import '../../../../inside/cells/cells.css';

/** The colour scale, with what its ends mean. @param m in doublings */
export function MapScale({ m, rings }: { m: number; rings: boolean }) {
  const most = `${2 ** m}× or more`;
  return (
    <div className="map-scale">
      <span>{`threads faster by ${most}`}</span>
      <span className="scale-colors" aria-hidden="true" />
      <span>{`stages faster by ${most}`}</span>
      {rings && (
        <span className="map-ring">
          <i aria-hidden="true" /> measured
        </span>
      )}
    </div>
  );
}
