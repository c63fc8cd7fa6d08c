import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { epochPlace } from '../../../core/format';
import { rules } from '../../../core/rules';
import { type CurveId, seriesRecord } from '../../../store/series';
import { LineSample } from '../../theme/LineSample';
import { type Frame, plotBox, tipLeft, xAt, yAt } from './frame';
import { mostSteps, type Reading, readAt, stops } from './model';
import { Reader } from './Reader';
import type { Axis } from './scale';
import { smoothedText } from './words';

interface Props {
  curve: CurveId;
  frame: Frame;
  axis: Axis;
  epochs: number;
  valueText: (value: number) => string;
  title: string;
  /** What is read is what is drawn: the moving average with this β; 0 for none. */
  beta: number;
}

const WIDE = 190;

/** Two places a step apart read differently. */
const short = (x: number): string => epochPlace(x, mostSteps(seriesRecord()));
const epochText = (x: number): string => `Epoch ${short(x)}`;

function sentence(x: number, readings: readonly Reading[], text: Props['valueText'], about: string): string {
  if (readings.length === 0) return 'no points yet';
  return `${[epochText(x), about].filter(Boolean).join(', ')}: ${readings.map((r) => `${rules[r.rule].name} ${text(r.value)}`).join(', ')}`;
}

interface TipProps {
  readings: readonly Reading[];
  x: number;
  left: number;
  nearest: string | undefined;
  text: Props['valueText'];
  /** How the values came about, where that is not as usual. */
  about: string;
}

function Tip({ readings, x, left, nearest, text, about }: TipProps) {
  return (
    <div className="tip" style={{ left, width: WIDE }}>
      <div className="tip-head num">
        {epochText(x)}
        {about !== '' && <span className="quiet">{` · ${about}`}</span>}
      </div>
      {readings.map((r) => (
        <div key={r.rule} className={r.rule === nearest ? 'tip-row nearest' : 'tip-row'}>
          <LineSample rule={r.rule} />
          <span>
            {rules[r.rule].name}
            {Math.abs(r.x - x) > 1e-9 && <span className="quiet"> at {short(r.x)}</span>}
          </span>
          <span className="num tip-value">{text(r.value)}</span>
        </div>
      ))}
    </div>
  );
}

/** Snaps to the points; with the keyboard it is a slider along the epochs. */
export function Crosshair({ curve, frame, axis, epochs, valueText, title, beta }: Props) {
  const [at, setAt] = useState<{ x: number; y: number | undefined }>();
  const [pinned, setPinned] = useState(false);
  const record = seriesRecord();
  const { x, readings } = at ? readAt(record, curve, at.x, beta) : { x: 0, readings: [] };
  const sampled = readings.some((r) => r.sampled);
  const between = curve === 'trainingLoss' ? 'of one batch' : 'on the sample';
  const about = sampled ? between : smoothedText(beta);
  const px = xAt(frame, epochs, x) - frame.left;
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
      said={at && sentence(x, readings, valueText, about)}
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
            left={tipLeft(frame, px, WIDE)}
            nearest={at.y === undefined ? undefined : near}
            text={valueText}
            about={about}
          />
        </>
      )}
    </Reader>
  );
}
