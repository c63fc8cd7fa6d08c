import { ChevronLeft } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { progressOf, useProgress } from '../../../store/learn/progress';
import type { Lesson } from '../lesson';
import { lessons } from '../lessons';
import { MiniLabPart } from '../miniLab/MiniLabPart';
import { useLessonLab } from '../miniLab/useMiniLab';
import { FigurePart } from './FigurePart';
import { LessonEnd } from './LessonEnd';
import { Predict } from './Predict';
import { Quiz } from './Quiz';
import './lesson.css';
import './choice.css';

/** Calls back once its element is in sight: for readers who only scroll. */
function useReached(act: () => void) {
  const ref = useRef<HTMLElement>(null);
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) latest.current();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return ref;
}

/** Text and figures of a lesson: the text scrolls, and the figure of its part stays beside it. */
export function LessonView({ lesson }: { lesson: Lesson }) {
  const { words, minutes, figure } = lesson;
  const open = useLessonLab(lesson);
  const phase = open.miniLab.useMiniLab((state) => state.phase);
  const guess = useProgress((state) => progressOf(state, lesson.id).guess);
  const reached = useReached(() => {
    if (phase === 'ready') open.run();
  });
  return (
    <main className="lesson" id="lessons" tabIndex={-1}>
      <div className="scene">
        <div className="lesson-text">
          <a className="lesson-back" href="#learn">
            <ChevronLeft size={16} strokeWidth={1.75} aria-hidden="true" />
            {`Lesson ${lessons.indexOf(lesson) + 1} of ${lessons.length} · ${minutes} minutes`}
          </a>
          <h1>{words.title}</h1>
          <div className="prose">{words.intro}</div>
        </div>
        <div className="lesson-figure">
          <FigurePart figure={figure} />
        </div>
      </div>
      <div className="scene">
        <div className="lesson-text">
          <Predict {...{ lesson }} outcome={open.outcome} running={phase === 'running'} onRun={open.run} />
          <section ref={reached} className="prose" aria-label="What happened">
            <h2>What happened</h2>
            {open.outcome ? (
              words.happened(open.outcome)
            ) : (
              <p className="waiting">
                The run’s numbers appear here; it starts by itself when you scroll on.
              </p>
            )}
            <h2>Why</h2>
            {words.why}
          </section>
        </div>
        <div className="lesson-figure">
          <MiniLabPart {...{ lesson, open, guess }} />
        </div>
      </div>
      <div className="scene last">
        <div className="lesson-text wide">
          <Quiz lesson={lesson} />
          <LessonEnd lesson={lesson} />
        </div>
      </div>
    </main>
  );
}
