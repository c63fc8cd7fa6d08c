import { useProgress } from '../../store/learn/progress';
import { goTo } from '../../store/page/page';
import { Handout } from './handout/Handout';
import { LessonIndex } from './index/LessonIndex';
import { LessonView } from './lesson/LessonView';
import { lessons } from './lessons';
import type { LearnPlace, LessonPlace } from './place';
import { Presentation } from './present/Presentation';
import { RepairPage } from './repair/RepairPage';
import '@fontsource-variable/source-serif-4/opsz.css';
import './learn.css';

/** All lessons, or one: to read, to show to a class, or on paper. */
function Lessons({ lesson: id, view, slide = 1 }: LessonPlace) {
  const restarts = useProgress((state) => state.restarts);
  if (id === undefined) return <LessonIndex />;
  const lesson = lessons.find((one) => one.id === id);
  if (lesson && view === 'present') return <Presentation key={lesson.id} {...{ lesson, slide }} />;
  if (lesson && view === 'handout') return <Handout key={lesson.id} lesson={lesson} />;
  // Another lesson, or the same one over again, is another instance: its mini-lab closes with it.
  if (lesson) return <LessonView key={`${lesson.id} ${restarts}`} lesson={lesson} />;
  return (
    <main className="learn" id="lessons" tabIndex={-1}>
      <h1>There is no lesson “{id}”</h1>
      <p className="learn-lead">The link may be mistyped, or from another version of the lab.</p>
      <button type="button" className="button primary" onClick={() => goTo('learn')}>
        All lessons
      </button>
    </main>
  );
}

export function LearnPage(place: LearnPlace) {
  return 'repair' in place ? <RepairPage {...place.repair} /> : <Lessons {...place} />;
}
