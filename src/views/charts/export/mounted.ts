/** Registry of the mounted figures, by lab and title: each can be exported as files. */
import { createContext, useContext, useEffect } from 'react';
import { type FigureAbout, type FigureFiles, type FigureParts, filesOf } from '../../../figures/file/svg';
import type { Lab } from '../../../store/lab';
import { useLab } from '../../labContext';
import { inPage } from './inPage';

export type Exports = Pick<FigureParts, 'draw' | 'rows'>;

/** The latest render of each. */
const mounted = new WeakMap<Lab, Map<string, FigureParts>>();

function figuresOf(lab: Lab): Map<string, FigureParts> {
  const known = mounted.get(lab) ?? new Map<string, FigureParts>();
  mounted.set(lab, known);
  return known;
}

/** What led to the figures of this part of the page; read when one of them is exported. */
export const FigureAboutContext = createContext<(() => FigureAbout) | undefined>(undefined);

/**
 * Registers a figure for export while it is mounted; undefined while it has nothing to show.
 * @returns the figure with what led to it
 */
export function useExport(given: FigureParts | undefined): FigureParts | undefined {
  const lab = useLab();
  const about = useContext(FigureAboutContext);
  const figure = given && { about, ...given };
  useEffect(() => {
    if (!figure) return;
    const all = figuresOf(lab);
    all.set(figure.title, figure);
    return () => {
      if (all.get(figure.title) === figure) all.delete(figure.title);
    };
  });
  return figure;
}

/** Titles of the figures that can be exported. */
export const figureNames = (lab: Lab): readonly string[] => [...figuresOf(lab).keys()];

/** @throws Error if no figure with this title is mounted */
export function mountedFigure(lab: Lab, title: string): FigureParts {
  const figure = figuresOf(lab).get(title);
  if (!figure) throw new Error(`There is no figure "${title}". Available: ${figureNames(lab).join(', ')}.`);
  return figure;
}

/** @throws Error if no figure with this title is mounted */
export const exportFigure = (lab: Lab, title: string): FigureFiles =>
  filesOf(mountedFigure(lab, title), inPage);
