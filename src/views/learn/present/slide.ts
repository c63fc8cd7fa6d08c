/** Definition of a slide. */
import type { ReactNode } from 'react';
import type { MiniLab } from '../../../store/learn/miniLab';
import type { Outcome } from '../../../store/learn/outcome';
import type { Lesson } from '../lesson';

export interface Shown {
  readonly lesson: Lesson;
  readonly miniLab: MiniLab;
  /** Once the mini-lab has run. */
  readonly outcome: Outcome | undefined;
  /** Whether the answer of this slide was asked for. */
  readonly answered: boolean;
  /** Ids of the options that the class voted for, by slide. */
  readonly votes: Readonly<Record<string, string>>;
  /** Votes on this slide. */
  readonly onVote: (option: string) => void;
}

export interface Slide {
  readonly id: string;
  readonly title: string;
  readonly render: (shown: Shown) => ReactNode;
  /** A shows its answer. */
  readonly answers?: true;
  /** The options that a digit votes for, from 1. */
  readonly options?: readonly string[];
  /** Enter runs the mini-lab. */
  readonly runs?: true;
}
