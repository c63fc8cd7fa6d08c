import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { goTo } from '../../../store/page/page';
import { usePreferences } from '../../../store/page/preferences';
import { type Act, actOf } from './keys';
import type { Slide } from './slide';

const CONTROLS = 'button, a[href], input, select, textarea, summary, [role="slider"]';

/** Browsers refuse it without a key or a click, and a few always: the page then stays as it is. */
const toggleFull = (): Promise<void> =>
  (document.fullscreenElement
    ? document.exitFullscreen()
    : document.documentElement.requestFullscreen()
  ).catch(() => undefined);

interface Deck {
  readonly slide: Slide;
  readonly at: number;
  /** Whether the answer of the slide is shown. */
  readonly answered: boolean;
  /** The heading, which has the focus on a new slide, so that screen readers say it. */
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly act: (one: Act) => void;
}

/**
 * The slide that is shown, and the keys.
 * @param id the lesson's
 * @param slides at least one
 */
export function useDeck(id: string, slides: readonly Slide[], run: () => Promise<void>): Deck {
  const [at, setAt] = useState(0);
  const [asked, setAsked] = useState<readonly string[]>([]);
  const heading = useRef<HTMLHeadingElement>(null);
  const slide = slides[at] as Slide;
  // biome-ignore lint/correctness/useExhaustiveDependencies: on every new slide.
  useLayoutEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, [at]);
  const acts: Readonly<Record<Act, () => unknown>> = {
    next: () => setAt(Math.min(slides.length - 1, at + 1)),
    back: () => setAt(Math.max(0, at - 1)),
    answer: () => slide.answers && setAsked([...asked, slide.id]),
    full: toggleFull,
    end: () => goTo('learn', id),
    run: () => slide.runs && run(),
  };
  const act = (one: Act): unknown => acts[one]();
  const press = useEffectEvent(act);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const { key, repeat, defaultPrevented, ctrlKey, metaKey, altKey, target } = event;
      if (repeat || defaultPrevented || ctrlKey || metaKey || altKey) return;
      if (document.querySelector('dialog[open]')) return;
      const onControl = target instanceof Element && target.closest(CONTROLS) !== null;
      const meant = actOf({ key, onControl, letters: usePreferences.getState().shortcuts });
      if (!meant) return;
      event.preventDefault();
      press(meant);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return { slide, at, answered: asked.includes(slide.id), heading, act };
}
