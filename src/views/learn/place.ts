/** Parts of the address: `#learn`, `#learn/transport`. */

export interface LessonPlace {
  /** Undefined: the index. */
  readonly lesson: string | undefined;
}

/** Lessons are loaded with the page; which exist is not known before. */
const isId = (text: string): boolean => /^[a-z][a-z0-9-]*$/.test(text);

export function readPlace(rest: readonly string[]): LessonPlace | undefined {
  const [lesson, ...more] = rest;
  if (more.length > 0 || (lesson !== undefined && !isId(lesson))) return undefined;
  return { lesson };
}
