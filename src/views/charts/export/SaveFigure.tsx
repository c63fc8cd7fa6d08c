import { ImageDown } from 'lucide-react';
import { fileNameOf } from '../../../exports/fileName';
import { type FigureParts, filesOf } from '../../../figures/file/svg';
import { saveFile } from '../../../store/data/saveFile';
import { showToast } from '../../../store/page/toast';
import { Menu, type MenuItem } from '../../menus/Menu';
import { inPage } from './inPage';
import { PngProblem, pngOf } from './png';

const types = { svg: 'image/svg+xml', png: 'image/png', csv: 'text/csv' } as const;
type Kind = keyof typeof types;

const nameOf = ({ title, whose = '', about }: FigureParts, kind: Kind): string =>
  fileNameOf([title, whose, about?.().subject ?? ''], kind);

const saveText = (figure: FigureParts, kind: 'svg' | 'csv'): void =>
  saveFile(nameOf(figure, kind), filesOf(figure, inPage)[kind], types[kind]);

/** Where there is no PNG, the message offers the SVG. */
async function savePng(figure: FigureParts): Promise<void> {
  const { svg } = filesOf(figure, inPage);
  try {
    saveFile(nameOf(figure, 'png'), await pngOf(svg));
  } catch (problem) {
    if (!(problem instanceof PngProblem)) throw problem;
    showToast({
      text: `“${figure.title}” is not saved as a PNG: ${problem.message}. The SVG has the same picture.`,
      action: { name: 'Save SVG', act: () => saveFile(nameOf(figure, 'svg'), svg, types.svg) },
    });
  }
}

interface Props {
  /** Whose figure, where its name alone would not tell: " of the network". */
  of?: string;
  /** Read when it is saved; undefined while there is nothing to save. */
  figure: (() => FigureParts) | undefined;
  /** Files of this figure alone. */
  more?: readonly MenuItem[] | undefined;
}

/** A figure as a file: picture or numbers. */
export function SaveFigure({ of = '', figure, more = [] }: Props) {
  const save = (act: (parts: FigureParts) => void | Promise<void>) => () => figure && act(figure());
  return (
    <Menu
      name={`Save figure${of}`}
      title="Save figure: SVG, PNG or CSV"
      icon={ImageDown}
      disabled={figure === undefined}
      groups={[
        [
          { name: 'SVG', note: 'to edit and print', act: save((parts) => saveText(parts, 'svg')) },
          { name: 'PNG', note: 'for slides, 2×', act: save(savePng) },
          { name: 'CSV', note: 'its numbers', act: save((parts) => saveText(parts, 'csv')) },
        ],
        ...(more.length > 0 ? [more] : []),
      ]}
    />
  );
}
