/** Definition of a lesson: a folder with its data and its words, and a line in `views/learn/lessons.ts`. */
import type { ComponentType, ReactNode } from 'react';
import type { RuleId } from '../../core/rules';
import type { MeasuredPlace } from '../../experiment/results/curves';
import type { StudyId } from '../../experiment/results/studies';
import type { Arm } from '../../store/learn/miniLab';
import type { Outcome } from '../../store/learn/outcome';
import type { partFrom } from '../parts/LazyPart';
import type { SourceId } from './sources';

/** A lazily loaded component without props; everything it shows comes from `useLab()`. */
type Part = ReturnType<typeof partFrom<object>>;

/** The figure beside the introduction, which shows how the rule works. */
export interface LessonFigure {
  /** "Weight transport": names it while it loads. */
  readonly name: string;
  readonly from: Part;
  /** The experiment of its lab, as the query of a link. */
  readonly query: string;
  /** Whether it needs a network: one step is then trained as soon as it is in sight. */
  readonly steps?: true;
}

/** What a chart of the mini-lab shows. */
export type ChartOf =
  /** @property low lower end of the axis, 0 … 1 */
  | { readonly kind: 'accuracy'; readonly low?: number }
  /** The mean over each epoch's batches. */
  | { readonly kind: 'training-loss' }
  | { readonly kind: 'angle'; readonly layer: number }
  | {
      readonly kind: 'measure';
      readonly what: MeasuredPlace;
      readonly title: string;
      readonly text: (value: number) => string;
      /** Ends of the axis; it widens to hold all values. */
      readonly range: readonly [number, number];
    };

export interface LessonChart {
  readonly of: ChartOf;
  /** The rules that have a line; default: all that the arms train. */
  readonly rules?: readonly RuleId[];
}

interface Charted {
  /** The first shows the reader's guess. */
  readonly charts: readonly [LessonChart, ...LessonChart[]];
}
/** Trains when the reader asks, or scrolls on. */
interface LiveMiniLab extends Charted {
  readonly arms: readonly Arm[];
  readonly study?: never;
}
/** Plays a recorded study, for effects that need more than some seconds. */
interface RecordedMiniLab extends Charted {
  readonly study: StudyId;
  readonly arms?: never;
}

export interface Prediction {
  /** In the order shown. */
  readonly options: readonly {
    readonly id: string;
    /** The range of the first chart's values that it means, drawn there before the run. */
    readonly range?: readonly [number, number];
  }[];
  /** The option that came out; undefined if none did, or the run did not get there. */
  readonly actual: (outcome: Outcome) => string | undefined;
  /** The option that the explanation is about: what comes out with the default seed. */
  readonly expected: string;
}

export interface LessonWords {
  /** A question or a statement: "The wire that needs a twin". */
  readonly title: string;
  /** What it is about: "Weight transport". */
  readonly topic: string;
  /** Beside the figure. */
  readonly intro: ReactNode;
  /** Ends with a question mark. */
  readonly question: string;
  readonly options: Readonly<Record<string, string>>;
  /** What the mini-lab trains: "digits, 784–200–10, four epochs". */
  readonly setup: string;
  /** Names of the arms; needed if there are several, or a study's. */
  readonly arms?: Readonly<Record<string, string>>;
  /** With the numbers of the run. */
  readonly happened: (outcome: Outcome) => ReactNode;
  readonly why: ReactNode;
  readonly quiz: readonly QuizWords[];
}

export interface QuizWords {
  readonly question: string;
  readonly answers: readonly string[];
  /** Explains the right answer. */
  readonly because: string;
}

export interface Lesson {
  /** Its part of the address: `#learn/transport`. */
  readonly id: string;
  readonly minutes: number;
  readonly words: LessonWords;
  /** The picture on its card. */
  readonly Pictogram: ComponentType;
  readonly figure: LessonFigure;
  readonly miniLab: LiveMiniLab | RecordedMiniLab;
  readonly prediction: Prediction;
  /** Place of the right answer of each question. */
  readonly answers: readonly number[];
  readonly sources: readonly SourceId[];
  /** "Open this experiment in the Lab": the query of its link. */
  readonly labQuery: string;
}
