import { useRef } from 'react';
import type { Way } from '../../data/import/decided';
import type { OtherReading } from '../../data/import/table';
import { questionsOf, setTask, setWays, takeReading, useImporting } from '../../store/importing';
import { count } from '../format';
import { type Answer, AskBox } from './AskBox';
import { byColumn, inSeveral, strayWords } from './questions';

/** So many at a time: a table may have thousands of columns. */
const SHOWN = 6;

function answersFor(column: string, isTarget: boolean): readonly Answer[] {
  const way = (name: string, to: Way): Answer => ({
    name,
    act: () => setWays({ [column]: to }),
  });
  if (isTarget)
    return [
      way('Leave those rows out', 'number-or-missing'),
      { name: 'Read column as classes', act: () => setTask('classification') },
    ];
  return [
    way('Count as missing', 'number-or-missing'),
    way('Read column as categories', 'categories'),
    way('Leave column out', 'leave-out'),
  ];
}

const everywhere = (text: string): readonly Answer[] => [
  {
    name: 'Count as missing everywhere',
    act: () => void takeReading({ options: { missing: [text] } }),
  },
];
const take = ({ options }: OtherReading): readonly Answer[] => [
  { name: 'Read it so', act: () => void takeReading({ options }) },
];

/** What only the person knows: what texts in columns of numbers stand for, and what else the file may mean. */
export function ImportQuestions() {
  const state = useImporting();
  const place = useRef<HTMLDivElement>(null);
  const questions = questionsOf(state);
  const groups = byColumn(questions);
  // An answered question goes, and its button with it: whoever uses keys goes on from here.
  const onAnswer = () => place.current?.focus();
  const more = groups.length - SHOWN;
  return (
    <div className="import-asked" ref={place} tabIndex={-1}>
      {inSeveral(questions)
        .slice(0, 2)
        .map(([text, columns]) => (
          <AskBox
            key={`text ${text}`}
            name="Text among numbers"
            answers={everywhere(text)}
            onAnswer={onAnswer}
          >
            {`“${text}” stands in ${count(columns)} columns of numbers.`}
          </AskBox>
        ))}
      {groups.slice(0, SHOWN).map(([column, texts]) => (
        <AskBox
          key={`column ${column}`}
          name="Text among numbers"
          answers={answersFor(column, column === state.choices?.target)}
          onAnswer={onAnswer}
        >
          In column <span className="mono">{column}</span> {strayWords(texts)}
        </AskBox>
      ))}
      {more > 0 && (
        <p className="quiet">{`${count(more)} more ${more === 1 ? 'column' : 'columns'} of this kind`}</p>
      )}
      {state.profile?.otherReadings?.map((other) => (
        <AskBox
          key={`reading ${other.name}`}
          name="Another reading"
          answers={take(other)}
          onAnswer={onAnswer}
        >
          <strong>{`Or: ${other.name}.`}</strong> {other.differs}
        </AskBox>
      ))}
    </div>
  );
}
