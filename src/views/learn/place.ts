/** Parts of the address: `#learn`, `#learn/transport`, `#learn/transport/present`, `#learn/transport/present/4`. */

/** Ways to show a lesson other than to read it. */
const views = ['present', 'handout'] as const;
type View = (typeof views)[number];

export interface LessonPlace {
  /** Undefined: the index. */
  readonly lesson: string | undefined;
  /** Undefined: to read. */
  readonly view: View | undefined;
  /** The slide of a presentation, from 1. */
  readonly slide?: number;
}

/** Lessons are loaded with the page; which exist is not known before. */
const isId = (text: string): boolean => /^[a-z][a-z0-9-]*$/.test(text);

export function readPlace(rest: readonly string[]): LessonPlace | undefined {
  const [lesson, wanted, number, ...more] = rest;
  const view = views.find((one) => one === wanted);
  if (more.length > 0 || view !== wanted || (lesson !== undefined && !isId(lesson))) return undefined;
  if (number === undefined) return { lesson, view };
  return view === 'present' && /^[1-9]\d?$/.test(number)
    ? { lesson, view, slide: Number(number) }
    : undefined;
}
