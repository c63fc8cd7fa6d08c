import type { KeyboardEvent, PointerEvent } from 'react';
import { threeDigits } from '../../../../../core/format';
import { layerLabel } from '../../../inside/labels';
import type { Transport } from '../useTransport';
import { HEIGHT, type StageColumn } from './stageLayout';

const MARGIN = 12;
const moves: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };

/** Overlay on the hidden units of both lanes: pointer and keys choose the unit for the formula. */
export function StageUnits({ view, column }: { view: Transport; column: StageColumn }) {
  const { layer, sizes, units, unit, delta, chooseUnit } = view;
  const top = (column.upper[0]?.y ?? 0) - MARGIN;
  const at = units.indexOf(unit);
  const onKey = (event: KeyboardEvent) => {
    const by = moves[event.key];
    if (by === undefined) return;
    event.preventDefault();
    chooseUnit(units[Math.min(Math.max(0, at + by), units.length - 1)] as number);
  };
  const onPointer = (event: PointerEvent) => {
    const y = event.clientY - event.currentTarget.getBoundingClientRect().top + top;
    const places = [...column.upper, ...column.lower];
    const nearest = places.reduce((best, one) => (Math.abs(one.y - y) < Math.abs(best.y - y) ? one : best));
    chooseUnit(nearest.unit);
  };
  return (
    <div
      className="stage-units"
      role="slider"
      tabIndex={0}
      aria-label={`Unit of ${layerLabel(layer, sizes.length - 1)}`}
      aria-orientation="vertical"
      aria-valuemin={1}
      aria-valuemax={units.length}
      aria-valuenow={at + 1}
      aria-valuetext={`unit ${unit}${delta ? `: δ = ${threeDigits(delta.delta)}` : ''}`}
      style={{ left: column.x - 14, top, height: (column.lower.at(-1)?.y ?? HEIGHT) + MARGIN - top }}
      onKeyDown={onKey}
      onPointerDown={onPointer}
    />
  );
}
