import { cosineText, count, percent, threeDigits, times, twoDigits } from '../../../../core/format';
import { rules } from '../../../../core/rules';
import type { Terms } from '../../../../core/run/inspect/terms';
import { Formula } from '../../../formula/Formula';
import type { Check, Equation } from '../algebra/check';
import { type Comparison, TOLERANCE } from '../algebra/compare';
import { shapeText } from '../algebra/evaluate';
import type { Numbers } from '../algebra/matrix';
import { verdictOf } from '../algebra/verdict';
import type { Exercise } from '../exercise';
import type { ExerciseState } from './useExercise';

/** Entries shown. */
const MOST = 6;

/** A bar from the middle, left for negative numbers. @param largest of both columns */
function Bar({ value, largest }: { value: number; largest: number }) {
  const size = largest > 0 ? Math.min(1, Math.abs(value) / largest) : 0;
  return (
    <svg className="repair-bar" viewBox="-1 0 2 1" preserveAspectRatio="none" aria-hidden="true">
      <rect x={value < 0 ? -size : 0} y={0.15} width={size} height={0.7} />
      <line x1={0} x2={0} y1={0} y2={1} />
    </svg>
  );
}

function Entry({
  numbers,
  place,
  largest,
}: {
  numbers: Numbers | undefined;
  place: number;
  largest: number;
}) {
  const value = numbers?.values[place];
  if (value === undefined)
    return (
      <>
        <td className="num">–</td>
        <td />
      </>
    );
  return (
    <>
      <td className="num">{threeDigits(value)}</td>
      <td>
        <Bar {...{ value, largest }} />
      </td>
    </>
  );
}

/** Equal within rounding reads as equal. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** Cosine, lengths and difference. */
function Measures({ comparison }: { comparison: Comparison | undefined }) {
  const share = comparison && comparison.difference / comparison.largest;
  const rows = [
    ['Cosine', comparison ? cosineText(rounded(comparison.cosine)) : '–'],
    ['Length, yours over the rule’s', comparison ? times(rounded(comparison.ratio)) : '–'],
    ['Largest difference over the rule’s largest entry', share === undefined ? '–' : twoDigits(share)],
  ] as const;
  return (
    <dl className="repair-measures">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface PartProps {
  exercise: Exercise;
  equation: Equation;
  name: string;
  /** Numbers of the rule alone, until a formula is checked. */
  rule: Numbers;
  check: Check | undefined;
}

/** The first entries of both, side by side. */
function ComparisonPart({ exercise, equation, name, rule, check }: PartProps) {
  const { own, comparison } = check ?? {};
  const places = Array.from({ length: Math.min(MOST, rule.values.length) }, (_, i) => i);
  const shown = [own, rule].flatMap((numbers) => places.map((i) => Math.abs(numbers?.values[i] ?? 0)));
  const largest = Math.max(...shown);
  const ruleName = rules[exercise.rule].name;
  return (
    <figure className="repair-comparison">
      <figcaption>
        <b>{name}</b>
        <Formula tex={equation.left.tex} plain={equation.left.plain} />
        <span className="quiet num">{shapeText(rule)}</span>
        {check && (
          <span className="repair-mark" data-kind={check.finding.kind}>
            {verdictOf(check, equation, exercise.rule).title}
          </span>
        )}
      </figcaption>
      <table>
        <caption className="sr-only">{`${name}: the first entries, yours and those of ${ruleName}`}</caption>
        <thead>
          <tr>
            <th scope="col">Entry</th>
            <th scope="col" colSpan={2}>
              Yours
            </th>
            <th scope="col" colSpan={2}>
              {`${ruleName}’s own`}
            </th>
          </tr>
        </thead>
        <tbody>
          {places.map((place) => (
            <tr key={place}>
              <th scope="row" className="num">
                {place + 1}
              </th>
              <Entry numbers={own} {...{ place, largest }} />
              <Entry numbers={rule} {...{ place, largest }} />
            </tr>
          ))}
        </tbody>
      </table>
      <Measures comparison={comparison} />
    </figure>
  );
}

interface Props {
  exercise: Exercise;
  terms: Terms | undefined;
  layer: number;
  state: ExerciseState;
}

/** The reader's numbers beside the rule's own, for each equation. */
export function Comparisons({ exercise, terms, layer, state }: Props) {
  const { equations, words, rule } = exercise;
  if (!terms) return <p className="repair-waiting quiet">The network trains its first step.</p>;
  return (
    <>
      <div className="repair-comparisons">
        {equations.map((equation, place) => {
          const own = equation.left.read({ values: terms.values, rule, layer });
          return (
            own && (
              <ComparisonPart
                key={words.equations[place]}
                {...{ exercise, equation }}
                name={words.equations[place] ?? ''}
                rule={own}
                check={state.checks[place]}
              />
            )
          );
        })}
      </div>
      <p className="repair-note quiet">
        {`Numbers of training sample ${count(terms.sample)}, as a batch of its own. They are equal if no entry differs by more than ${percent(TOLERANCE, 2)} of the rule’s largest.`}
      </p>
    </>
  );
}
