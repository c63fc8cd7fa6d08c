import { MapFigure } from './map/MapFigure';
import { StagesFigure } from './stages/StagesFigure';
import './together.css';

/** What rules free of update locking gain where several workers train one run together. */
export const Together = () => (
  <div className="together">
    <StagesFigure />
    <MapFigure />
  </div>
);
