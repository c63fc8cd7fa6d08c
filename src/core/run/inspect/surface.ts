/** The class that a network with two inputs names at every point of a grid. Read-only, with one read-back. */
import '../../ops';
import { standardised } from '../../samples/batches';
import { now } from '../../trainer/clock';
import { predict } from '../../trainer/evaluate';
import type { RunState } from '../state';
import { argMaxOf } from './argmax';
import { cellCentre, type Grid } from './grid';
import { readBack } from './readBack';

/** Maximum number of cells along a side. */
const MOST_CELLS = 128;

/** Bounds are raw, as `Split.inputs` holds them; at most 128 cells along each side. */
export type SurfaceRequest = Grid;

export interface Surface extends SurfaceRequest {
  readonly step: number;
  /** The current epoch, or the last completed one; 0 before training. */
  readonly epoch: number;
  readonly seconds: number;
  /** [cells, cells], row by row from the highest second input down: the class of the largest output at the cell's centre. */
  readonly labels: Int16Array;
  /** That output, same layout; NaN where no output is a number, whose label is −1. */
  readonly certainty: Float32Array;
}

/** Centres of the cells, [cells², 2], in the order of `Surface.labels`. */
export function cellCentres(grid: Grid): Float64Array {
  const { cells } = grid;
  const out = new Float64Array(2 * cells * cells);
  for (let i = 0; i < cells * cells; i++) out.set(cellCentre(grid, Math.floor(i / cells), i % cells), 2 * i);
  return out;
}

/** @returns undefined without classes, or with other than two inputs. @throws Error for a grid that is too fine */
export async function inspectSurface(run: RunState, request: SurfaceRequest): Promise<Surface | undefined> {
  const from = now();
  const { net, data, step, epoch } = run;
  const { cells, bounds } = request;
  if (data.inputs !== 2 || data.train.targets.kind !== 'classes') return undefined;
  if (!Number.isInteger(cells) || cells < 1 || cells > MOST_CELLS)
    throw new Error(`cells: ${cells} must be a whole number from 1 to ${MOST_CELLS}.`);
  const { y = new Float32Array() } = await readBack(() => ({
    y: predict(net, standardised(data, cellCentres(request))),
  }));
  const labels = Int16Array.from({ length: cells * cells }, (_, i) => argMaxOf(y, i, data.outputs));
  const certainty = Float32Array.from(labels, (label, i) =>
    label < 0 ? Number.NaN : (y[i * data.outputs + label] as number),
  );
  return { step, epoch, bounds, cells, labels, certainty, seconds: (now() - from) / 1000 };
}
