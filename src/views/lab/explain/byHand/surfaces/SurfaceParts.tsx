import { memo, useLayoutEffect, useRef } from 'react';
import type { Surface, SurfaceRequest } from '../../../../../core/run/inspect/surface';
import { linearTicks } from '../../../../../figures/axes/ticks';
import type { Rgb } from '../../../inside/cells/ramp';
import { CELLS, type PlanePoint, pixelsOf } from './surfaceModel';

/** Side of the drawing in its own units, and half the size of a point. */
const SIDE = 400;
const POINT = 4;

/** Training points: discs, and squares for every other class, each in its class's colour. */
export const Points = memo(function Points({ points }: { points: readonly PlanePoint[] }) {
  return (
    <svg viewBox={`0 0 ${SIDE} ${SIDE}`} className="surface-points" aria-hidden="true">
      {points.map(({ x, y, label }, i) =>
        label % 2 === 0 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: points are identified by index.
          <circle key={i} className={`class-${label % 6}`} cx={x * SIDE} cy={y * SIDE} r={POINT} />
        ) : (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: points are identified by index.
            key={i}
            className={`class-${label % 6}`}
            x={x * SIDE - POINT}
            y={y * SIDE - POINT}
            width={2 * POINT}
            height={2 * POINT}
          />
        ),
      )}
    </svg>
  );
});

export interface CanvasProps {
  surface: Surface | undefined;
  classes: number;
  colors: readonly Rgb[];
}

/** One pixel per cell, enlarged by CSS; painted once per answer. */
export const SurfaceCanvas = memo(function SurfaceCanvas({ surface, classes, colors }: CanvasProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = ref.current?.getContext('2d');
    if (!context) return;
    if (surface && colors.length > 0)
      context.putImageData(new ImageData(pixelsOf(surface, classes, colors), surface.cells), 0, 0);
    else context.clearRect(0, 0, CELLS, CELLS);
  }, [surface, classes, colors]);
  return <canvas ref={ref} width={CELLS} height={CELLS} className="surface-cells" />;
});

export function Ticks({ bounds: [left, right, bottom, top] }: Pick<SurfaceRequest, 'bounds'>) {
  return (
    <>
      {linearTicks(left, right, 3).map(({ at, label }) => (
        <span
          key={`x${at}`}
          className="surface-tick x"
          style={{ left: `${(100 * (at - left)) / (right - left)}%` }}
        >
          {label}
        </span>
      ))}
      {linearTicks(bottom, top, 3).map(({ at, label }) => (
        <span
          key={`y${at}`}
          className="surface-tick y"
          style={{ top: `${(100 * (top - at)) / (top - bottom)}%` }}
        >
          {label}
        </span>
      ))}
    </>
  );
}
