import '../../../../inside/cells/cells.css';
import { endText } from './mapGrid';

/** The colour scale, with what its ends mean. @param m in doublings */
export function MapScale({ m, rings }: { m: number; rings: boolean }) {
  return (
    <div className="map-scale">
      <span>{`threads ${endText(m)}`}</span>
      <span className="scale-colors" aria-hidden="true" />
      <span>{`stages ${endText(m)}`}</span>
      {rings && (
        <span className="map-ring">
          <i aria-hidden="true" /> measured
        </span>
      )}
    </div>
  );
}
