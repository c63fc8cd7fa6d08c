import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { moreOf } from './more';
import './scrolled.css';

interface Props {
  /** What is scrolled: "Results". */
  name: string;
  className?: string;
  children: ReactNode;
}

function useMore() {
  const ref = useRef<HTMLElement>(null);
  const [more, setMore] = useState('');
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => setMore(moreOf(element));
    measure();
    element.addEventListener('scroll', measure, { passive: true });
    // What it holds may grow without it.
    const sizes = new ResizeObserver(measure);
    const observe = () => {
      sizes.disconnect();
      for (const one of [element, ...element.children]) sizes.observe(one);
    };
    observe();
    const content = new MutationObserver(observe);
    content.observe(element, { childList: true });
    return () => {
      element.removeEventListener('scroll', measure);
      sizes.disconnect();
      content.disconnect();
    };
  }, []);
  return { ref, more };
}

/** Scrolls what does not fit: an edge behind which there is more is shaded, and the keyboard can move it. */
export function Scrolled({ name, className = '', children }: Props) {
  const { ref, more } = useMore();
  const scrolls = more !== '';
  return (
    <div className={`scrolled ${className}`} data-more={more}>
      <section
        ref={ref}
        aria-label={scrolls ? `${name}, scrollable` : undefined}
        tabIndex={scrolls ? 0 : undefined}
      >
        {children}
      </section>
    </div>
  );
}
