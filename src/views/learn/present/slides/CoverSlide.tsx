import type { Shown } from '../slide';

/** What the lesson is about, and its picture. */
export function CoverSlide({ lesson: { words, minutes, Pictogram } }: Shown) {
  return (
    <div className="present-cover">
      <p className="present-topic">{words.topic}</p>
      <div className="present-pictogram">
        <Pictogram />
      </div>
      <p className="present-small">{`${minutes} minutes to read; ${words.quiz.length} questions at its end`}</p>
    </div>
  );
}
