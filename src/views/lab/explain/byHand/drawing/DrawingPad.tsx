import { Undo2 } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import type { Split } from '../../../../../core/samples/dataset';
import type { ImageShape } from '../../../../../data/spec';
import { pictureOf } from '../../../../parts/picture/picture';
import { paintPad, SIDE } from './paintPad';
import type { Stroke } from './strokes';
import { useStrokes } from './useStrokes';
import './drawing.css';

/** Steps of the keyboard's cursor along a side. */
const STEPS = 28;

const moves: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface Cursor {
  /** Steps from the left and from the top. */
  readonly x: number;
  readonly y: number;
  readonly down: boolean;
}
const START: Cursor = { x: STEPS / 2, y: 4, down: false };

interface Props {
  shape: ImageShape;
  /** The sample on the pad until the first stroke replaces it. */
  sample: Split['inputs'] | undefined;
  /** What is on the pad, in words. */
  shown: string;
  onDraw: (strokes: readonly Stroke[]) => void;
}

/** A pad for pen, mouse, touch and keyboard. A key of its own per sample clears it. */
export function DrawingPad({ shape, sample, shown, onDraw }: Props) {
  const id = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { strokes, begin, extend, undo, clear } = useStrokes(onDraw);
  const [cursor, setCursor] = useState<Cursor>();
  const drawing = useRef(false);
  useLayoutEffect(() => {
    const picture = strokes === undefined && sample ? pictureOf(sample, 0, shape) : undefined;
    const below = picture && new ImageData(picture, shape.width, shape.height);
    if (canvas.current) paintPad(canvas.current, strokes ?? [], below);
  }, [strokes, sample, shape]);

  const placed = (
    box: DOMRect,
    { clientX, clientY }: { clientX: number; clientY: number },
  ): [number, number] => [(clientX - box.left) / box.width, (clientY - box.top) / box.height];
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0 || !event.isPrimary) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drawing.current = true;
    setCursor(undefined);
    begin(...placed(event.currentTarget.getBoundingClientRect(), event));
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (!drawing.current || !event.isPrimary) return;
    const box = event.currentTarget.getBoundingClientRect();
    const { nativeEvent } = event;
    const all = nativeEvent.getCoalescedEvents?.() ?? [];
    extend((all.length > 0 ? all : [nativeEvent]).flatMap((one) => placed(box, one)));
  };
  const lift = (): void => {
    drawing.current = false;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const now = cursor ?? START;
    const move = moves[event.key];
    if (move) {
      const within = (at: number) => Math.min(STEPS, Math.max(0, at));
      const next = { ...now, x: within(now.x + move[0]), y: within(now.y + move[1]) };
      setCursor(next);
      if (now.down) extend([next.x / STEPS, next.y / STEPS]);
    } else if (event.key === ' ') {
      setCursor({ ...now, down: !now.down });
      if (!now.down) begin(now.x / STEPS, now.y / STEPS);
    } else if (event.key === 'Escape' && now.down) setCursor({ ...now, down: false });
    else if (event.key === 'Backspace') undo();
    else if (event.key === 'Delete') clear();
    else return;
    event.preventDefault();
  };
  const where =
    cursor && `Pen ${cursor.down ? 'down' : 'up'} at column ${cursor.x}, row ${cursor.y} of ${STEPS}.`;
  const none = strokes === undefined || strokes.length === 0;
  return (
    <div className="digit-drawing">
      <div
        className={cursor?.down ? 'digit-pad down' : 'digit-pad'}
        role="application"
        aria-roledescription="drawing pad"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is drawn on with the keyboard.
        tabIndex={0}
        aria-label={`Drawing pad: ${shown}`}
        aria-describedby={`${id}h`}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={lift}
        onPointerCancel={lift}
        onKeyDown={onKeyDown}
        onBlur={() => setCursor(undefined)}
      >
        <canvas ref={canvas} width={SIDE} height={SIDE} />
        {cursor && (
          <span
            className="digit-cursor"
            style={{ left: `${(100 * cursor.x) / STEPS}%`, top: `${(100 * cursor.y) / STEPS}%` }}
          />
        )}
      </div>
      <div className="digit-tools">
        <button type="button" className="button" disabled={none} onClick={undo}>
          <Undo2 size={16} strokeWidth={1.75} aria-hidden="true" />
          Undo
        </button>
        <button type="button" className="button" disabled={strokes?.length === 0} onClick={clear}>
          Clear
        </button>
      </div>
      <p className="quiet" id={`${id}h`}>
        Draw with pen, finger or mouse. By keyboard: arrow keys move, Space sets the pen down or lifts it,
        Backspace takes a stroke back, Delete clears.
      </p>
      <span className="sr-only" role="status">
        {where}
      </span>
    </div>
  );
}
