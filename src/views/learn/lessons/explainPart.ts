/** A figure of the Lab's Explain, in a lesson. */
import { type ExplainFigure, explainFigures } from '../../lab/explain/figures';
import type { LessonFigure } from '../lesson';

/** @throws Error if the Lab has no such figure */
export function explainPart(id: ExplainFigure['id']): Pick<LessonFigure, 'name' | 'from'> {
  const figure = explainFigures.find((one) => one.id === id);
  if (!figure) throw new Error(`Explain has no figure ${id}.`);
  const { name, from } = figure;
  return { name, from };
}
