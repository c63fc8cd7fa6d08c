import { ChevronLeft, Presentation, Printer } from 'lucide-react';
import { Scrolled } from '../../parts/Scrolled';
import type { Lesson } from '../lesson';
import { lessons } from '../lessons';
import { FigurePart } from './FigurePart';
import { LessonEnd } from './LessonEnd';
import { Quiz } from './Quiz';
import { RunScene } from './RunScene';
import './lesson.css';
import './choice.css';

/** Text and figures of a lesson: the text scrolls, and the figure of its part stays beside it. */
export function LessonView({ lesson }: { lesson: Lesson }) {
  const { words, minutes, figure } = lesson;
  return (
    <main className="lesson" id="lessons" tabIndex={-1}>
      <div className="scene">
        <div className="lesson-text">
          <div className="lesson-top">
            <a className="lesson-back" href="#learn">
              <ChevronLeft size={16} strokeWidth={1.75} aria-hidden="true" />
              {`Lesson ${lessons.indexOf(lesson) + 1} of ${lessons.length} · ${minutes} minutes`}
            </a>
            <a className="button small" href={`#learn/${lesson.id}/present`} title="Present (P)">
              <Presentation size={16} strokeWidth={1.75} aria-hidden="true" />
              Present
            </a>
            <a className="button small" href={`#learn/${lesson.id}/handout`}>
              <Printer size={16} strokeWidth={1.75} aria-hidden="true" />
              Handout
            </a>
          </div>
          <h1>{words.title}</h1>
          <div className="prose">{words.intro}</div>
        </div>
        <div className="lesson-figure explain">
          <Scrolled name={figure.name}>
            <FigurePart figure={figure} />
          </Scrolled>
        </div>
      </div>
      <RunScene lesson={lesson} />
      <div className="scene last">
        <div className="lesson-text wide">
          <Quiz lesson={lesson} />
          <LessonEnd lesson={lesson} />
        </div>
      </div>
    </main>
  );
}
