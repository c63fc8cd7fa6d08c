import { useEffect, useState } from 'react';
import type { Terms } from '../../../../core/run/inspect/terms';
import { addTry, repairOf, setChoice, setSolved, useRepairs } from '../../../../store/learn/repairs';
import { type Check, type Choice, checkEquation, fillingOf } from '../algebra/check';
import type { Exercise } from '../exercise';

export interface ExerciseState {
  readonly choice: Choice;
  readonly complete: boolean;
  readonly tries: number;
  readonly solved: boolean;
  /** The numbers show this choice, not one that came later. */
  readonly checked: boolean;
  /** Of each equation, at the last numbers; undefined until it is checked or there are numbers. */
  readonly checks: readonly (Check | undefined)[];
  readonly choose: (blank: string, option: string) => void;
  readonly check: () => void;
  readonly showAnswer: () => void;
}

/** What the reader fills in, and what the network's numbers say about it: at every new step again. */
export function useExercise(exercise: Exercise, terms: Terms | undefined, layer: number): ExerciseState {
  const { id, blanks, equations, others, rule, answer } = exercise;
  const { choice: kept = {}, tries = 0, solved = false } = useRepairs((state) => repairOf(state, id));
  const [checked, setChecked] = useState(solved);
  const filling = fillingOf(blanks, kept);
  const complete = blanks.every((blank) => filling[blank.id] !== undefined);
  const checks = equations.map((equation) =>
    terms && checked && complete
      ? checkEquation({ equation, blanks, others }, filling, { values: terms.values, rule, layer })
      : undefined,
  );
  const right = checks.every((check) => check?.finding.kind === 'right');
  useEffect(() => {
    if (right) setSolved(id);
  }, [id, right]);
  return {
    choice: kept,
    complete,
    tries,
    solved,
    checked: checked && complete,
    checks,
    choose: (blank, option) => {
      setChecked(false);
      setChoice(id, { ...kept, [blank]: option });
    },
    check: () => {
      setChecked(true);
      addTry(id);
    },
    showAnswer: () => {
      setChoice(id, answer);
      setChecked(true);
    },
  };
}
