import { type CSSProperties, type ReactNode, useLayoutEffect, useRef, useState } from 'react';

/** Growing further would only make white space larger. */
const MOST = 1.7;
const LEAST = 0.6;
/** What grows may wrap its text and then be too high: so that it does not go on for ever. */
const MOST_GROWN = 6;

/** Enlarges its content, or makes it smaller, until it fills the height; its `--zoom` lets text keep its size. */
export function Fit({ children }: { children: ReactNode }) {
  const room = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(1);
  useLayoutEffect(() => {
    const [outer, inner] = [room.current, content.current];
    if (!outer || !inner) return undefined;
    let grown = 0;
    let before = outer.getBoundingClientRect().height;
    const measure = (): void => {
      const height = outer.getBoundingClientRect().height;
      if (height !== before) grown = 0;
      before = height;
      const ratio = height / inner.getBoundingClientRect().height;
      if (!Number.isFinite(ratio) || (ratio >= 0.999 && ratio <= 1.04)) return;
      if (ratio > 1) grown += 1;
      if (grown > MOST_GROWN) return;
      setZoom((now) => Math.max(LEAST, Math.min(MOST, now * (ratio > 1 ? 0.5 + ratio / 2 : ratio * 0.998))));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(outer);
    observer.observe(inner);
    return () => observer.disconnect();
  }, []);
  return (
    <div className="present-room" ref={room}>
      <div ref={content} className="present-fit" style={{ zoom, '--zoom': zoom } as CSSProperties}>
        {children}
      </div>
    </div>
  );
}
