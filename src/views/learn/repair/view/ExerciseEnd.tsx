import { ArrowRight } from 'lucide-react';
import { labSettings } from '../../../../store/data/data';
import { restartRepair, useRepairs } from '../../../../store/learn/repairs';
import { goTo } from '../../../../store/page/page';
import { offerUndo } from '../../../../store/page/toast';
import { openLink } from '../../../../store/settings/address';
import { undoably } from '../../../../store/settings/undoSettings';
import { References } from '../../lesson/References';
import { lessons } from '../../lessons';
import type { Exercise } from '../exercise';
import { exercises } from '../exercises';

/** Puts the experiment into the Lab's settings; its run, if there is one, stays. */
function openInLab({ words, query }: Exercise): void {
  const settings = labSettings();
  undoably(settings, `“${words.title}” is set up.`, () => openLink(settings, query));
  goTo('lab');
}

/** Forgets what was filled in. */
function startOver({ id, words }: Exercise): void {
  offerUndo(`“${words.title}” starts over.`, restartRepair(id));
  scrollTo(0, 0);
}

/** Lessons, sources, and the ways on. */
export function ExerciseEnd({ exercise }: { exercise: Exercise }) {
  const begun = useRepairs(({ entries }) => exercise.id in entries);
  const next = exercises[exercises.indexOf(exercise) + 1];
  return (
    <section className="lesson-end" aria-label="Lessons and sources">
      <h2>Lessons and sources</h2>
      <ul className="sources">
        {exercise.lessons.map((id) => {
          const place = lessons.findIndex((lesson) => lesson.id === id);
          return (
            <li key={id}>
              <a href={`#learn/${id}`}>{`Lesson ${place + 1}: ${lessons[place]?.words.title}`}</a>
            </li>
          );
        })}
      </ul>
      <References ids={exercise.sources} />
      <div className="lesson-ways">
        <button type="button" className="button" onClick={() => openInLab(exercise)}>
          Open this experiment in the Lab
        </button>
        {begun && (
          <button type="button" className="button" onClick={() => startOver(exercise)}>
            Start this exercise over
          </button>
        )}
        {next && (
          <a className="button primary" href={`#learn/repair/${next.id}`}>
            {`Next: ${next.words.title}`}
            <ArrowRight size={16} strokeWidth={1.75} aria-hidden="true" />
          </a>
        )}
      </div>
    </section>
  );
}
