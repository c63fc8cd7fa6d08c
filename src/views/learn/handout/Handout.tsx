import { ChevronLeft, Printer } from 'lucide-react';
import { Suspense, use, useEffect, useState } from 'react';
import type { MiniLab } from '../../../store/learn/miniLab';
import { Broken } from '../../parts/Broken';
import type { Lesson } from '../lesson';
import { openMiniLab } from '../miniLab/useMiniLab';
import { AnswerSheet } from './AnswerSheet';
import { QuestionSheet } from './QuestionSheet';
import '../lesson/lesson.css';
import './handout.css';
import './sheet.css';

/** The mini-lab gives the axes their numbers; it does not run. */
function Sheets({ lesson, opening }: { lesson: Lesson; opening: MiniLab | Promise<MiniLab> }) {
  const miniLab = opening instanceof Promise ? use(opening) : opening;
  useEffect(() => miniLab.close, [miniLab]);
  return (
    <>
      <QuestionSheet {...{ lesson, miniLab }} />
      <AnswerSheet lesson={lesson} />
    </>
  );
}

/** A lesson on paper, as it will be printed: a sheet to fill in, and one with the answers. */
export function Handout({ lesson }: { lesson: Lesson }) {
  const [opening, setOpening] = useState(() => openMiniLab(lesson));
  return (
    <main className="handout" id="lessons" tabIndex={-1}>
      <div className="handout-head">
        <a className="lesson-back" href={`#learn/${lesson.id}`}>
          <ChevronLeft size={16} strokeWidth={1.75} aria-hidden="true" />
          {lesson.words.title}
        </a>
        <h1>Handout</h1>
        <span className="quiet">A sheet to fill in, and one with the answers: A4 or Letter</span>
        <button type="button" className="button primary" onClick={() => print()}>
          <Printer size={16} strokeWidth={1.75} aria-hidden="true" />
          Print
        </button>
      </div>
      <Broken name="Handout" onAgain={() => setOpening(openMiniLab(lesson))}>
        <Suspense fallback={<p className="page-waiting">Loading …</p>}>
          <Sheets {...{ lesson, opening }} />
        </Suspense>
      </Broken>
    </main>
  );
}
