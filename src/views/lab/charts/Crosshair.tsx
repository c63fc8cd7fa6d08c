import { type KeyboardEvent, type PointerEvent, useMemo, useState } from 'react';
import type { CurveId } from '../../../store/run/series';
import { type Frame, plotBox, tipLeft, xAt, yAt } from '../../charts/axes/frame';
import type { Axis } from '../../charts/axes/scale';
import { type DrawnLine, mostSteps, readAt, stops } from '../../charts/lines/model';
import { Reader } from '../../charts/reader/Reader';
import { useLab } from '../../labContext';
import { sameLineText } from './sameLine';
import { sentence, Tip, widthOf } from './Tip';
import { smoothedText } from './words';

interface Props {
  curve: CurveId;
  frame: Frame;
  axis: Axis;
  epochs: number;
  lines: readonly DrawnLine[];
  valueText: (value: number) => string;
  title: string;
  /** What is read is what is drawn: the moving average with this β; 0 for none. */
  beta: number;
}

/** Snaps to the points; with the keyboard it is a slider along the epochs. */
export function Crosshair({ curve, frame, axis, epochs, lines, valueText, title, beta }: Props) {
  const lab = useLab();
  const [at, setAt] = useState<{ x: number; y: number | undefined }>();
  const [pinned, setPinned] = useState(false);
  const record = lab.byRule.rules();
  const steps = mostSteps(record);
  const { x, readings } = at ? readAt(record, curve, at.x, beta) : { x: 0, readings: [] };
  const sampled = readings.some((r) => r.sampled);
  const between = curve === 'trainingLoss' ? 'of one batch' : 'on the sample';
  const about = sampled ? between : smoothedText(beta);
  const px = xAt(frame, epochs, x) - frame.left;
  const same = useMemo(
    () => (at ? sameLineText({ frame, axis, epochs, lines }, xAt(frame, epochs, x)) : ''),
    [at, frame, axis, epochs, lines, x],
  );
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    if (pinned) return;
    const box = event.currentTarget.getBoundingClientRect();
    setAt({ x: ((event.clientX - box.left) / box.width) * epochs, y: event.clientY - box.top + frame.top });
  };
  const onKey = (event: KeyboardEvent) => {
    const all = stops(record, curve, beta);
    const i = at ? all.findLastIndex((s) => s <= x + 1e-9) : all.length;
    const moves: Record<string, number> = {
      ArrowLeft: i - 1,
      ArrowRight: i + 1,
      Home: 0,
      End: all.length - 1,
    };
    if (event.key === 'Escape') {
      setAt(undefined);
      setPinned(false);
    }
    const to = all[Math.max(0, Math.min(all.length - 1, moves[event.key] ?? -1))];
    if (moves[event.key] === undefined || to === undefined) return;
    event.preventDefault();
    setAt({ x: to, y: undefined });
  };
  const near = readings.toSorted(
    (a, b) =>
      Math.abs(yAt(frame, axis, axis.carry(a.value)) - (at?.y ?? 0)) -
      Math.abs(yAt(frame, axis, axis.carry(b.value)) - (at?.y ?? 0)),
  )[0]?.rule;
  return (
    <Reader
      box={plotBox(frame)}
      label={`${title}: read the values at an epoch`}
      min={0}
      max={epochs}
      now={x}
      said={at && sentence(x, steps, readings, valueText, about, same)}
      onMove={onMove}
      onLeave={() => !pinned && setAt(undefined)}
      onClick={() => setPinned((now) => !now)}
      onKeyDown={onKey}
    >
      {at && readings.length > 0 && (
        <>
          <div className="hair" style={{ left: px }} />
          <Tip
            readings={readings}
            x={x}
            steps={steps}
            left={tipLeft(frame, px, widthOf(readings))}
            nearest={at.y === undefined ? undefined : near}
            text={valueText}
            about={about}
            same={same}
          />
        </>
      )}
    </Reader>
  );
}
