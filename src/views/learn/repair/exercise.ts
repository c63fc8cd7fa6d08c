/** Definition of an exercise: a folder with its data and its words, and a line in `views/learn/repair/exercises.ts`. */
import type { ReactNode } from 'react';
import type { RuleId } from '../../../core/rules';
import type { SourceId } from '../sources';
import type { Blank, Choice, Equation } from './algebra/check';

export interface ExerciseWords {
  /** "The way back" */
  readonly title: string;
  /** What is repaired: "Backpropagation". */
  readonly topic: string;
  /** What the formula is for, and what its symbols mean. */
  readonly intro: ReactNode;
  /** What belongs into each blank: "what carries the delta back". */
  readonly blanks: Readonly<Record<string, string>>;
  /** What each equation computes: "the hidden delta". */
  readonly equations: readonly string[];
  /** After a wrong try at each equation. */
  readonly hints: readonly string[];
  /** Why the answer is right; after it, and in teacher mode. */
  readonly why: ReactNode;
  /** What trains: "digits, 784–40–30–10". */
  readonly setup: string;
}

export interface Exercise {
  /** Its part of the address: `#learn/repair/backpropagation`. */
  readonly id: string;
  readonly rule: RuleId;
  readonly words: ExerciseWords;
  /** Its network, as the query of a link: one rule, one seed. */
  readonly query: string;
  readonly equations: readonly [Equation, ...Equation[]];
  readonly blanks: readonly Blank[];
  readonly answer: Choice;
  /** Other rules whose numbers are recognised, or whose terms are among the options. */
  readonly others: readonly RuleId[];
  /** Ids of the lessons that it belongs to. */
  readonly lessons: readonly string[];
  readonly sources: readonly SourceId[];
}
