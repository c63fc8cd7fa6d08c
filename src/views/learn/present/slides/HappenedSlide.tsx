import type { Outcome } from '../../../../store/learn/outcome';
import type { Lesson } from '../../lesson';
import type { Shown } from '../slide';
import { RunLine } from './RunLine';

/** "The class guessed “Around half”. It came out as “Above 80 %”." */
function comparison({ words, prediction }: Lesson, outcome: Outcome, vote: string): string {
  const actual = prediction.actual(outcome);
  const guessed = `The class guessed “${words.options[vote]}”`;
  if (actual === vote) return `${guessed}, and so it came out.`;
  return actual === undefined
    ? `${guessed}. This time none of the options came out.`
    : `${guessed}. It came out as “${words.options[actual]}”.`;
}

/** The numbers of the run, once there are some. @param vote id of the option that the class voted for */
export function HappenedSlide({ lesson, miniLab, outcome, vote }: Shown & { vote: string | undefined }) {
  if (outcome)
    return (
      <div className="prose">
        {vote !== undefined && <p>{comparison(lesson, outcome, vote)}</p>}
        {lesson.words.happened(outcome)}
      </div>
    );
  return (
    <>
      <RunLine {...{ lesson, miniLab }} />
      <p className="present-about">The numbers appear here when it has run.</p>
    </>
  );
}
