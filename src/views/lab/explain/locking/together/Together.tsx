import { MapFigure } from './map/MapFigure';
import { StagesFigure } from './stages/StagesFigure';
import './together.css';

/** What several workers gain that train one run together. */
export const Together = () => (
  <div className="together">
    <StagesFigure />
    <MapFigure />
  </div>
);
