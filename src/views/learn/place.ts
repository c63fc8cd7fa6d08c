/**
 * Parts of the address: `#learn`, `#learn/transport`, `#learn/transport/present`, `#learn/transport/present/4`,
 * `#learn/repair/f3`.
 */

/** Ways to show a lesson other than to read it. */
const views = ['present', 'handout'] as const;
type View = (typeof views)[number];

/** The part of the exercises; no lesson has this id. */
export const REPAIR = 'repair';
/** All exercises on paper. */
const HANDOUT = 'handout';
/** Ways to show an exercise other than to solve it. */
const ANSWERS = 'answers';

export interface RepairPlace {
  /** Undefined: all of them. */
  readonly exercise: string | undefined;
  readonly handout: boolean;
  /** As in teacher mode, whatever the setting: the link of a teacher. */
  readonly answers: boolean;
}

export interface LessonPlace {
  /** Undefined: the index. */
  readonly lesson: string | undefined;
  /** Undefined: to read. */
  readonly view: View | undefined;
  /** The slide of a presentation, from 1. */
  readonly slide?: number;
}

export type LearnPlace = LessonPlace | { readonly repair: RepairPlace };

/** Lessons are loaded with the page; which exist is not known before. */
const isId = (text: string): boolean => /^[a-z][a-z0-9-]*$/.test(text);

function readRepair(rest: readonly string[]): LearnPlace | undefined {
  const handout = rest[0] === HANDOUT;
  const [exercise, wanted, ...more] = handout ? [undefined, ...rest.slice(1)] : rest;
  if (more.length > 0 || (wanted !== undefined && wanted !== ANSWERS)) return undefined;
  if (exercise !== undefined && !isId(exercise)) return undefined;
  return { repair: { exercise, handout, answers: wanted === ANSWERS } };
}

export function readPlace([lesson, ...rest]: readonly string[]): LearnPlace | undefined {
  if (lesson === REPAIR) return readRepair(rest);
  const [wanted, number, ...more] = rest;
  const view = views.find((one) => one === wanted);
  if (more.length > 0 || view !== wanted || (lesson !== undefined && !isId(lesson))) return undefined;
  if (number === undefined) return { lesson, view };
  return view === 'present' && /^[1-9]\d?$/.test(number)
    ? { lesson, view, slide: Number(number) }
    : undefined;
}
