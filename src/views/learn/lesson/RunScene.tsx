import { Suspense, use, useEffect, useRef, useState } from 'react';
import type { MiniLab, MiniLabState } from '../../../store/learn/miniLab';
import { progressOf, useProgress } from '../../../store/learn/progress';
import { Broken } from '../../parts/Broken';
import { Scrolled } from '../../parts/Scrolled';
import type { Lesson } from '../lesson';
import { MiniLabPart } from '../miniLab/MiniLabPart';
import { openMiniLab, useOutcome } from '../miniLab/useMiniLab';
import { Predict } from './Predict';

/** The upper part of the window: a reader whose text is there has gone past the prediction. */
const PAST = '0px 0px -60% 0px';

/** Calls back whenever its element is scrolled into the upper part of the window: for readers who only scroll. */
function useReached(act: () => void) {
  const ref = useRef<HTMLHeadingElement>(null);
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) latest.current();
      },
      { rootMargin: PAST },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return ref;
}

/** In place of the run's numbers, until there are some. */
const waitingTexts: Readonly<Record<MiniLabState['phase'], string>> = {
  ready: 'Run it, or just scroll on: it then runs by itself. The numbers appear here.',
  running: 'It trains. The numbers appear here at its end.',
  finished: '',
  stopped: 'It stopped before its end, so there are no numbers. The mini-lab says why; run it again.',
};

/** Prediction, run, and what it shows. */
function Opened({ lesson, opening }: { lesson: Lesson; opening: MiniLab | Promise<MiniLab> }) {
  const miniLab = opening instanceof Promise ? use(opening) : opening;
  const { words, id } = lesson;
  const phase = miniLab.useMiniLab((state) => state.phase);
  const outcome = useOutcome(id, miniLab);
  const guess = useProgress((state) => progressOf(state, id).guess);
  const run = (): void => void miniLab.run();
  const reached = useReached(() => {
    if (phase === 'ready') run();
  });
  return (
    <div className="scene run">
      <div className="lesson-text">
        <Predict {...{ lesson, outcome }} running={phase === 'running'} onRun={run} />
      </div>
      <div className="lesson-figure">
        <Scrolled name="Mini-lab">
          <MiniLabPart {...{ lesson, miniLab, guess }} />
        </Scrolled>
      </div>
      <div className="lesson-text">
        <section className="prose" aria-label="What happened, and why">
          <h2>What happened</h2>
          {outcome ? words.happened(outcome) : <p className="waiting">{waitingTexts[phase]}</p>}
          <h2 ref={reached}>Why</h2>
          {words.why}
        </section>
      </div>
    </div>
  );
}

/** The mini-lab of a lesson with its texts; a recorded one is loaded first. */
export function RunScene({ lesson }: { lesson: Lesson }) {
  const [opening, setOpening] = useState(() => openMiniLab(lesson));
  return (
    <Broken name="Mini-lab" onAgain={() => setOpening(openMiniLab(lesson))}>
      <Suspense fallback={<section className="scene" aria-label="Mini-lab" aria-busy="true" />}>
        <Opened lesson={lesson} opening={opening} />
      </Suspense>
    </Broken>
  );
}
