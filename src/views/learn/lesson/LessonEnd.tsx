import { ArrowRight } from 'lucide-react';
import { labSettings } from '../../../store/data/data';
import { restartLesson, useProgress } from '../../../store/learn/progress';
import { goTo } from '../../../store/page/page';
import { offerUndo } from '../../../store/page/toast';
import { openLink } from '../../../store/settings/address';
import { undoably } from '../../../store/settings/undoSettings';
import type { Lesson } from '../lesson';
import { lessons } from '../lessons';
import { exercises } from '../repair/exercises';
import { References } from './References';

/** Puts the experiment into the Lab's settings; its run, if there is one, stays. */
function openInLab({ words, labQuery }: Lesson): void {
  const settings = labSettings();
  undoably(settings, `“${words.title}” is set up.`, () => openLink(settings, labQuery));
  goTo('lab');
}

/** Forgets guess and answers. */
function startOver({ id, words }: Lesson): void {
  offerUndo(`“${words.title}” starts over.`, restartLesson(id));
  scrollTo(0, 0);
}

/** Sources, and the ways on. */
export function LessonEnd({ lesson }: { lesson: Lesson }) {
  const begun = useProgress(({ entries }) => lesson.id in entries);
  const next = lessons[lessons.indexOf(lesson) + 1];
  return (
    <section className="lesson-end" aria-label="Sources and what comes next">
      <h2>Sources</h2>
      <References ids={lesson.sources} />
      <div className="lesson-ways">
        {exercises
          .filter((exercise) => exercise.lessons.includes(lesson.id))
          .map(({ id, words }) => (
            <a key={id} className="button" href={`#learn/repair/${id}`}>
              {`Repair the rule: ${words.topic}`}
            </a>
          ))}
        <button type="button" className="button" onClick={() => openInLab(lesson)}>
          Open this experiment in the Lab
        </button>
        {begun && (
          <button type="button" className="button" onClick={() => startOver(lesson)}>
            Start this lesson over
          </button>
        )}
        {next && (
          <a className="button primary" href={`#learn/${next.id}`}>
            {`Next: ${next.words.title}`}
            <ArrowRight size={16} strokeWidth={1.75} aria-hidden="true" />
          </a>
        )}
      </div>
    </section>
  );
}
