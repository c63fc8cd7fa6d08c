import { Check, X } from 'lucide-react';
import { rules } from '../../../../../core/rules';
import { ruleStyle } from '../../../../../figures/theme/ruleStyle';
import { LineSample } from '../../../../theme/LineSample';
import { barOf, certaintyOf } from '../certainty';
import { type AnswerRow, outputsText, type Wording } from './answerRows';
import './answers.css';

/** Classes that have room for a bar and a name each. */
const MOST_BARS = 20;
/** Letters below a bar. */
const LETTERS = 1;

function Outputs({ row: { ref, outputs }, wording }: { row: AnswerRow; wording: Wording }) {
  if (!outputs) return <span className="answer-outputs" />;
  const { line } = ruleStyle(ref.rule);
  const named = Array.from(outputs, (_, label) => wording.name(label)).every(
    ({ length }) => length <= LETTERS,
  );
  return (
    <span
      className="answer-outputs"
      role="img"
      aria-label={`${rules[ref.rule].name}, all outputs: ${outputsText(outputs, wording)}`}
    >
      {Array.from(outputs, (value, label) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: outputs are identified by index.
        <span key={label} className="answer-output" title={`${wording.name(label)}: ${value}`}>
          <span className="answer-column">
            <span style={{ height: `${100 * barOf(value)}%`, background: line }} />
          </span>
          <span className="answer-class">{named ? wording.name(label) : label}</span>
        </span>
      ))}
    </span>
  );
}

function Mark({ right }: { right: boolean | undefined }) {
  if (right === undefined) return null;
  const Icon = right ? Check : X;
  return (
    <span className={right ? 'answer-mark right' : 'answer-mark wrong'}>
      <Icon size={14} strokeWidth={2} aria-hidden="true" />
      {right ? 'right' : 'wrong'}
    </span>
  );
}

/** The answer of every run: its class with certainty, and all outputs; or the number it predicts. */
export function AnswerList({ rows, wording }: { rows: readonly AnswerRow[]; wording: Wording }) {
  const bars = wording.classes && rows.some(({ outputs }) => outputs && outputs.length <= MOST_BARS);
  return (
    <div className="answers">
      <ul aria-label="Answers">
        {rows.map((row) => (
          <li key={row.ref.id} className={bars ? 'answer with-bars' : 'answer'}>
            <span className="answer-rule">
              <LineSample rule={row.ref.rule} />
              {rules[row.ref.rule].name}
            </span>
            <span className="answer-said">
              <strong className={row.certainty === undefined ? 'answer-text' : 'answer-text answer-name'}>
                {row.answer}
              </strong>
              {row.certainty !== undefined && (
                <>
                  <span className="answer-bar" aria-hidden="true">
                    <span
                      style={{
                        width: `${100 * barOf(row.certainty)}%`,
                        background: ruleStyle(row.ref.rule).line,
                      }}
                    />
                  </span>
                  <span className="num answer-certainty">{row.certaintyText}</span>
                  <Mark right={row.right} />
                </>
              )}
            </span>
            {bars && <Outputs row={row} wording={wording} />}
          </li>
        ))}
      </ul>
      {wording.classes && <p className="quiet">{certaintyOf(wording.activation).sentence}</p>}
    </div>
  );
}
