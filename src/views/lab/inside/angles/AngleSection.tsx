import { useInsideView } from '../useInsideView';
import { AngleFigure } from './AngleFigure';
import '../inside.css';

export function AngleSection() {
  const view = useInsideView();
  return (
    <section className="inside" aria-label="Angle">
      {view ? (
        <AngleFigure view={view} />
      ) : (
        <p className="inside-none">Tick an algorithm to see its angle.</p>
      )}
    </section>
  );
}
