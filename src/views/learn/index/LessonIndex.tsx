import { ArrowRight } from 'lucide-react';
import { useProgress } from '../../../store/learn/progress';
import { lessons } from '../lessons';
import { RepairSection } from '../repair/index/RepairSection';
import { nextLesson } from '../steps';
import { LessonCard } from './LessonCard';
import './index.css';

/** All lessons as cards; the next one has an ink edge. */
export function LessonIndex() {
  const progress = useProgress();
  const next = nextLesson(lessons, progress);
  const began = Object.keys(progress.entries).length > 0;
  return (
    <main className="learn" id="lessons" tabIndex={-1}>
      <div className="learn-head">
        <div>
          <h1>How can a network learn without sending its errors back?</h1>
          <p className="learn-lead">
            {lessons.length} short lessons. Predict first, then train a small network right on the page and
            see.
          </p>
        </div>
        <a className="button primary large" href={`#learn/${next.id}`}>
          {began ? 'Go on: ' : 'Begin: '}
          {next.words.title}
          <ArrowRight size={16} strokeWidth={1.75} aria-hidden="true" />
        </a>
      </div>
      <ol className="lesson-cards" aria-label="Lessons">
        {lessons.map((lesson, place) => (
          <li key={lesson.id}>
            <LessonCard lesson={lesson} number={place + 1} isNext={lesson === next} />
          </li>
        ))}
      </ol>
      <RepairSection />
    </main>
  );
}
