/** What the rows and columns of B and of the forward path are: units, pixels of feature maps, or weights of filters. */
import { isMaps } from '../../../../core/measures/sampling';
import type { Rule } from '../../../../core/rules/rule';
import type { Experiment } from '../../../../core/run/spec';
import { unitName } from '../labels';
import { bordersOfChosen, chainOfChosen } from '../sizes';

export interface MatrixNames {
  /** "row", "filter" */
  readonly row: string;
  /** Noun for a column: "unit", "input", "pixel". */
  readonly column: string;
  /** "unit 212", "map 3, pixel (4, 7)" */
  readonly columnText: (column: number) => string;
  /** The same without its noun where it is a number: 212. */
  readonly columnLabel: (column: number) => number | string;
}

const numbered = (column: string): MatrixNames => ({
  ...{ row: 'row', column },
  columnText: (i) => `${column} ${i}`,
  columnLabel: (i) => i,
});

const named = (row: string, column: string, name: (column: number) => string): MatrixNames => ({
  ...{ row, column },
  columnText: name,
  columnLabel: name,
});

/** "filter weight (2, 0, 4)": its channel, row and column. */
const filterName = ([, height, width]: readonly [number, number, number], column: number): string => {
  const pixel = column % (height * width);
  const channel = (column - pixel) / (height * width);
  return `filter weight (${channel}, ${Math.floor(pixel / width)}, ${pixel % width})`;
};

/** Those of a hidden layer's matrix. @param layer from 1 */
export function matrixNames(
  rule: Rule,
  chosen: Pick<Experiment, 'dataset' | 'hidden'>,
  layer: number,
): MatrixNames {
  if (rule.path === 'input') return numbered('input');
  const above = chainOfChosen(chosen)[layer];
  const shape = bordersOfChosen(chosen)[layer]?.shape ?? [];
  if (rule.path === 'layerwise' && rule.feedback && above) {
    const { filters } = above.block.describe(above);
    if (filters) return named('filter', 'filter weight', (column) => filterName(filters, column));
    if (above.below.pool !== undefined)
      return named('row', 'pooled pixel', (column) => `pooled ${unitName(above.input.shape, column)}`);
  }
  return isMaps(shape) ? named('row', 'pixel', (column) => unitName(shape, column)) : numbered('unit');
}
