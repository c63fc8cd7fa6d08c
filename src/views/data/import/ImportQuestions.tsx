import { useRef } from 'react';
import { count } from '../../../core/format';
import { answersTo } from '../../../data/import/answers';
import type { Way } from '../../../data/import/decisions';
import type { ColumnProfile, ImportChoices, OtherReading, StrayText } from '../../../data/import/table/table';
import { questionsOf, setTask, setWays, takeReading, useImporting } from '../../../store/data/importing';
import { type Answer, AskBox } from './AskBox';
import { byColumn, inSeveral, strayWords } from './questions';
import './questions.css';

/** Questions shown at a time; a table may have thousands of columns. */
const SHOWN = 6;

interface AskProps {
  column: ColumnProfile;
  texts: readonly StrayText[];
  choices: ImportChoices;
  onAnswer: () => void;
}

/** Asks about one column, and offers only answers that work. */
function AskColumn({ column, texts, choices, onAnswer }: AskProps) {
  const { name } = column;
  const { works, whyNot } = answersTo(column, texts, choices);
  const decide = (way: Way) => () => setWays({ [name]: way });
  const missing = name === choices.target ? 'Leave those rows out' : 'Count as missing';
  const all: Readonly<Record<(typeof works)[number], Answer>> = {
    missing: { name: missing, act: decide('number-or-missing') },
    categories: { name: 'Read column as categories', act: decide('categories') },
    classes: { name: 'Read column as classes', act: () => setTask('classification') },
    'leave-out': { name: 'Leave column out', act: decide('leave-out') },
  };
  return (
    <AskBox name="Text among numbers" answers={works.map((one) => all[one])} onAnswer={onAnswer}>
      In column <span className="mono">{name}</span> {[strayWords(texts), ...whyNot].join(' ')}
    </AskBox>
  );
}

const everywhere = (text: string): readonly Answer[] => [
  {
    name: 'Count as missing everywhere',
    act: () => void takeReading({ options: { missing: [text] } }),
  },
];
const take = ({ options }: OtherReading): readonly Answer[] => [
  { name: 'Read it this way', act: () => void takeReading({ options }) },
];

/** Questions that only the user can answer: texts in numeric columns, and ambiguous formats. */
export function ImportQuestions() {
  const state = useImporting();
  const place = useRef<HTMLDivElement>(null);
  const questions = questionsOf(state);
  const groups = byColumn(questions);
  // The answered question disappears with its button, so move the focus here for keyboard users.
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
            {`“${text}” occurs in ${count(columns)} numeric columns.`}
          </AskBox>
        ))}
      {groups.slice(0, SHOWN).map(([name, texts]) => {
        const column = state.profile?.columns.find((one) => one.name === name);
        if (!column || !state.choices) return null;
        return <AskColumn key={`column ${name}`} {...{ column, texts, onAnswer }} choices={state.choices} />;
      })}
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
