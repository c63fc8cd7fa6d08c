import type { Shown } from '../slide';
import { RunLine } from './RunLine';

/** The numbers of the run, once there are some. */
export function HappenedSlide({ lesson, miniLab, outcome }: Shown) {
  if (outcome) return <div className="prose">{lesson.words.happened(outcome)}</div>;
  return (
    <>
      <RunLine {...{ lesson, miniLab }} />
      <p className="present-about">The numbers appear here when it has run.</p>
    </>
  );
}
