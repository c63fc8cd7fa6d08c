import { useEffect, useState } from 'react';
import { endRun, openLab } from '../../../store/learn/miniLab';
import { firstScreen } from '../../../store/page/firstScreen';
import { Autoplay } from '../../lab/explain/player/autoplay';
import { LabContext } from '../../labContext';
import { LazyPart } from '../../parts/LazyPart';
import type { LessonFigure } from '../lesson';

/** The figure that explains the mechanism, in a lab of its own; it plays by itself. */
export function FigurePart({ figure }: { figure: LessonFigure }) {
  const [lab] = useState(() => openLab(figure));
  const { steps } = figure;
  useEffect(() => {
    let open = true;
    void firstScreen().then(() => {
      if (open && steps) void lab.actions.step();
    });
    return () => {
      open = false;
      endRun(lab);
    };
  }, [lab, steps]);
  return (
    <LabContext value={lab}>
      <Autoplay value={true}>
        <LazyPart
          name={figure.name}
          from={figure.from}
          waiting={<section className="explain-waiting" aria-label={figure.name} aria-busy="true" />}
          props={{}}
        />
      </Autoplay>
    </LabContext>
  );
}
