/** `lab plot`: a figure of kept runs as SVG, drawn by the elements of the page. */
import { dirname } from 'node:path';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { captionOf } from '../../figures/file/caption';
import { filesOf } from '../../figures/file/svg';
import { LineDrawing } from '../../figures/lines/LineDrawing';
import { rowsOf } from '../../figures/lines/rows';
import { writtenIn } from '../../figures/theme/written';
import { onDisk } from '../files/disk';
import { printLine } from '../files/output';
import { writeAtomically } from '../files/writeAtomically';
import { tokens } from '../version';
import { aboutOf } from './about';
import { keptAt } from './kept';
import { PLOT_HELP, type PlotOptions, readPlotOptions } from './plotOptions';
import { plotted } from './plotted';

/** The figure's text. @throws {UsageError} */
function svgOf(options: PlotOptions): string {
  const kept = keptAt(options);
  const { spec, size, subtitle, summary } = plotted(kept, options.figure, options);
  const whose = kept.only === undefined ? '' : `Run ${kept.only}`;
  const written = writtenIn(tokens());
  const { svg } = filesOf(
    {
      ...{ title: spec.title, whose, caption: captionOf(whose, subtitle, summary) },
      draw: () => ({ ...size, content: createElement(LineDrawing, { spec, size }) }),
      rows: () => rowsOf(spec),
      about: () => aboutOf(kept, options),
    },
    { markup: renderToStaticMarkup, variable: (name) => written(name) ?? '' },
  );
  return `${svg}\n`;
}

export async function plotCommand(args: readonly string[]): Promise<void> {
  const options = readPlotOptions(args);
  if (options === undefined) return printLine(PLOT_HELP);
  const svg = svgOf(options);
  const { out } = options;
  if (out === undefined) {
    process.stdout.write(svg);
    return;
  }
  const bytes = new TextEncoder().encode(svg);
  await onDisk(writeAtomically(out, bytes), {
    ...{ folder: dirname(out), bytes: bytes.length, wayOut: 'name another file with --out' },
  });
}
