/** The figures that stand on the page, by lab and by name: any of them can be asked for as files. */
import { useEffect } from 'react';
import type { Lab } from '../../../store/lab';
import { useLab } from '../../labContext';
import { inPage } from './inPage';
import { type FigureFiles, type FigureParts, filesOf } from './svg';

export type Exports = Pick<FigureParts, 'draw' | 'rows'>;

/** As each of them was last drawn. */
const mounted = new WeakMap<Lab, Map<string, FigureParts>>();

function figuresOf(lab: Lab): Map<string, FigureParts> {
  const known = mounted.get(lab) ?? new Map<string, FigureParts>();
  mounted.set(lab, known);
  return known;
}

/** While its figure stands on the page, and has something to show. */
export function useExport(figure: FigureParts | undefined): void {
  const lab = useLab();
  useEffect(() => {
    if (!figure) return;
    const all = figuresOf(lab);
    all.set(figure.title, figure);
    return () => {
      if (all.get(figure.title) === figure) all.delete(figure.title);
    };
  });
}

/** Names of the figures that can be asked for. */
export const figureNames = (lab: Lab): readonly string[] => [...figuresOf(lab).keys()];

/** @throws Error where no figure of that name stands on the page */
export function exportFigure(lab: Lab, title: string): FigureFiles {
  const figure = figuresOf(lab).get(title);
  if (!figure) throw new Error(`There is no figure "${title}". There are: ${figureNames(lab).join(', ')}.`);
  return filesOf(figure, inPage);
}
