import { slugOf } from '../fileName';
import { type Table, type TableFormat, withoutEmpty } from './table';

/** What LaTeX reads as a command, and characters that its usual fonts or pdfTeX lack. */
const commands: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '&': '\\&',
  '%': '\\%',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
  '{': '\\{',
  '}': '\\}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '\u00a0': '~',
  '\u202f': '\\,',
  '±': '$\\pm$',
  '−': '$-$',
  '×': '$\\times$',
  '·': '$\\cdot$',
  '°': '$^{\\circ}$',
  '→': '$\\rightarrow$',
  '√': '$\\surd$',
  '∞': '$\\infty$',
  '≤': '$\\leq$',
  '≥': '$\\geq$',
  '²': '\\textsuperscript{2}',
  '³': '\\textsuperscript{3}',
  µ: '$\\mu$',
  μ: '$\\mu$',
  α: '$\\alpha$',
  β: '$\\beta$',
  γ: '$\\gamma$',
  ε: '$\\varepsilon$',
  σ: '$\\sigma$',
  '–': '--',
  '—': '---',
  '…': '\\ldots{}',
  '“': '``',
  '”': "''",
  '‘': '`',
  '’': "'",
};
const known = new RegExp(
  `[${Object.keys(commands)
    .map((letter) => letter.replace(/[\\^\]-]/g, '\\$&'))
    .join('')}]`,
  'gu',
);

/** Text in which LaTeX finds no command of its own. */
export const latexText = (text: string): string =>
  text.replace(/\s*\n\s*/g, ' ').replace(known, (letter) => commands[letter] ?? letter);

const lineOf = (cells: readonly string[]): string => `    ${cells.map(latexText).join(' & ')} \\\\`;

function textOf(given: Table): string {
  const { title, caption, link, head, columns, rows } = withoutEmpty(given);
  return [
    '% \\usepackage{booktabs}',
    // A line of its own: an address has characters that a caption must not have.
    ...(link === undefined ? [] : [`% ${link}`]),
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${latexText([title, caption].filter(Boolean).join('. '))}}`,
    `  \\label{tab:${slugOf(title) || 'results'}}`,
    `  \\begin{tabular}{l${'r'.repeat(columns.length)}}`,
    '    \\toprule',
    lineOf([head, ...columns.map(({ name }) => name)]),
    '    \\midrule',
    ...rows.map(({ name, cells }) => lineOf([name, ...cells.map((cell) => cell.text)])),
    '    \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
    '',
  ].join('\n');
}

/** A `table` with the rules of the package booktabs, numbers as the page shows them. */
export const latex: TableFormat = {
  name: 'LaTeX',
  extension: 'tex',
  mediaType: 'application/x-tex',
  write: (tables) => tables.map(textOf).join('\n'),
};
