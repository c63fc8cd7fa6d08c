import type { KeyboardEvent, PointerEvent } from 'react';
import type { Player } from '../player/usePlayer';
import { type Clock, NAMES, xOf } from './laneLayout';

interface Props {
  player: Player;
  clock: Clock;
  valueText: string;
  pace: number;
}

const keys: Readonly<Record<string, (player: Player) => void>> = {
  ArrowRight: ({ go, at }) => go(at + 1),
  ArrowUp: ({ go, at }) => go(at + 1),
  ArrowLeft: ({ go, at }) => go(at - 1),
  ArrowDown: ({ go, at }) => go(at - 1),
  Home: ({ go }) => go(0),
  End: ({ go, count }) => go(count - 1),
  ' ': ({ toggle }) => toggle(),
};

/** The clock of all timelines: a press or the arrow keys set it, Space plays. */
export function Ruler({ player, clock, valueText, pace }: Props) {
  const { at, count, go } = player;
  const every = clock.slot < 20 ? 10 : 5;
  const onKey = (event: KeyboardEvent): void => {
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    act(player);
  };
  const onPointer = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.buttons !== 1) return;
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    go(Math.ceil((x + clock.offset) / clock.slot) - 1);
  };
  const ticks = [1, ...Array.from({ length: Math.floor(count / every) }, (_, i) => (i + 1) * every)];
  return (
    <div
      className="locking-ruler"
      style={{ marginLeft: NAMES, width: clock.view }}
      role="slider"
      tabIndex={0}
      aria-label="Slot"
      aria-valuemin={1}
      aria-valuemax={count}
      aria-valuenow={at + 1}
      aria-valuetext={valueText}
      onKeyDown={onKey}
      onPointerDown={onPointer}
      onPointerMove={onPointer}
    >
      <svg width={clock.view} height={24} aria-hidden="true">
        {ticks.map((tick) => (
          <text key={tick} x={xOf(clock, tick - 0.5) - NAMES} y={14} textAnchor="middle">
            {tick}
          </text>
        ))}
        <g
          className="locking-playhead"
          style={{
            transform: `translateX(${xOf(clock, at + 1) - NAMES}px)`,
            transitionDuration: `${pace}ms`,
          }}
        >
          <path d="M-5 12H5L0 19Z" className="locking-handle" />
          <path d="M0 18V24" />
        </g>
      </svg>
    </div>
  );
}
