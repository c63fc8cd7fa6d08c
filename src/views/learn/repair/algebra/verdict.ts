/** What a check found, in words. */
import { coefficient, times } from '../../../../core/format';
import { type RuleId, rules } from '../../../../core/rules';
import type { Check, Equation } from './check';
import type { Comparison } from './compare';
import { inText, type Text } from './print';

export interface Verdict {
  /** "Right", "Opposite sign" */
  readonly title: string;
  readonly text: Text;
}

/** Cosines from which on two directions are called the same. */
const SAME = 0.9999;
const CLOSE = 0.8;
const UNRELATED = 0.3;
/** Ratios within 1 ± this are called the same length. */
const SAME_LENGTH = 0.001;

function direction({ cosine, ratio }: Comparison): Verdict {
  const long = Math.abs(ratio - 1) <= SAME_LENGTH ? undefined : `It is ${times(ratio)} as long.`;
  if (Number.isNaN(cosine))
    return {
      title: 'Not these numbers',
      text: ['One of the two is all zero, so there is no direction to compare.'],
    };
  if (cosine >= SAME)
    return { title: 'Right direction, wrong length', text: long === undefined ? [] : [long] };
  if (cosine <= -SAME)
    return {
      title: 'Opposite sign',
      text: [long ? `It points the other way. ${long}` : 'The same numbers, but each with the other sign.'],
    };
  const found = `the cosine of the two is ${coefficient(cosine)}`;
  if (Math.abs(cosine) < UNRELATED)
    return { title: 'Another direction', text: [`Hardly related: ${found}.`] };
  if (cosine < 0) return { title: 'Rather the opposite', text: [`It points away: ${found}.`] };
  return cosine >= CLOSE
    ? { title: 'Close, but not equal', text: [`Nearly the direction: ${found}.`] }
    : { title: 'Another direction', text: [`Related, but not equal: ${found}.`] };
}

function openText({ right }: Equation, others: Extract<Check['finding'], { kind: 'open' }>['others']): Text {
  const all = others.flatMap((filling) => [' and ', inText(right, filling)]).slice(1);
  return [
    'At this step ',
    ...all,
    ' give the same numbers, so they cannot tell which is right. Train on: each new step is checked.',
  ];
}

/** @param rule whose formula it is */
export function verdictOf(check: Check, equation: Equation, rule: RuleId): Verdict {
  const { finding, comparison } = check;
  const { name } = rules[rule];
  switch (finding.kind) {
    case 'misfit':
      return { title: 'It does not fit', text: finding.text };
    case 'right':
      return {
        title: 'Right',
        text: [`Equal to ${name}’s own numbers within rounding, and no other way to fill the blanks is.`],
      };
    case 'open':
      return { title: 'Equal so far', text: openText(equation, finding.others) };
    case 'other':
      return {
        title: `Right for ${rules[finding.rule].name}`,
        text: [`These are exactly the numbers of ${rules[finding.rule].name}, not those of ${name}.`],
      };
    default:
      return comparison ? direction(comparison) : { title: '', text: [] };
  }
}
