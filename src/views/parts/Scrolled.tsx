import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { scrollDirections } from './scrollDirections';
import './scrolled.css';

interface Props {
  /** Name of the content: "Results". */
  name: string;
  className?: string;
  children: ReactNode;
}

function useScrollDirections() {
  const ref = useRef<HTMLElement>(null);
  const [more, setMore] = useState('');
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => setMore(scrollDirections(element));
    measure();
    element.addEventListener('scroll', measure, { passive: true });
    // The content may grow without a resize of the container.
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

/** Scroll container with shaded edges where there is more content, and keyboard access. */
export function Scrolled({ name, className = '', children }: Props) {
  const { ref, more } = useScrollDirections();
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
