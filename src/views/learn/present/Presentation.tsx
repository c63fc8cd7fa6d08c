import { Suspense, use, useState } from 'react';
import type { MiniLab } from '../../../store/learn/miniLab';
import { Brief } from '../../lab/explain/player/brief';
import { Broken } from '../../parts/Broken';
import type { Lesson } from '../lesson';
import { openMiniLab, useOutcome } from '../miniLab/useMiniLab';
import { Foot } from './Foot';
import { slidesOf } from './slides';
import { useDeck } from './useDeck';
import { useScale } from './useScale';
import '../lesson/lesson.css';
import '../miniLab/miniLab.css';
import './present.css';
import './text.css';
import './figures.css';

interface Props {
  lesson: Lesson;
  /** The slide, from 1. Past the end: the last. */
  slide: number;
}

function Deck({ lesson, slide: number, opening }: Props & { opening: MiniLab | Promise<MiniLab> }) {
  const miniLab = opening instanceof Promise ? use(opening) : opening;
  const outcome = useOutcome(lesson.id, miniLab);
  const [slides] = useState(() => slidesOf(lesson));
  const { slide, at, answered, heading, act, votes, onVote } = useDeck({
    id: lesson.id,
    number,
    slides,
    run: miniLab.run,
  });
  return (
    <>
      <header className={at === 0 ? 'present-head cover' : 'present-head'}>
        <h1 ref={heading} tabIndex={-1}>
          {slide.title}
        </h1>
        <p className="num" aria-live="polite">
          <span className="sr-only">Slide </span>
          {`${at + 1} of ${slides.length}`}
        </p>
      </header>
      <div className="present-body" key={slide.id}>
        {slide.render({ lesson, miniLab, outcome, answered, votes, onVote })}
      </div>
      <Foot {...{ slide, at, act }} count={slides.length} />
    </>
  );
}

/** A lesson for a hall: large, one thing at a time, moved on by keyboard or remote control. */
export function Presentation({ lesson, slide }: Props) {
  const [opening, setOpening] = useState(() => openMiniLab(lesson));
  const scale = useScale();
  return (
    <main className="present" id="lessons" tabIndex={-1} style={{ zoom: scale }}>
      <Brief value={true}>
        <Broken name="Mini-lab" onAgain={() => setOpening(openMiniLab(lesson))}>
          <Suspense fallback={<p className="present-small">Loading …</p>}>
            <Deck {...{ lesson, slide, opening }} />
          </Suspense>
        </Broken>
      </Brief>
    </main>
  );
}
