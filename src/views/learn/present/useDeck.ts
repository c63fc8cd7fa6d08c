import { type RefObject, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { goTo, goWithin } from '../../../store/page/page';
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

interface Wanted {
  /** The lesson's. */
  readonly id: string;
  /** The slide, from 1. */
  readonly number: number;
  /** At least one. */
  readonly slides: readonly Slide[];
  readonly run: () => Promise<void>;
}

interface Deck {
  readonly slide: Slide;
  readonly at: number;
  /** Whether the answer of the slide is shown. */
  readonly answered: boolean;
  /** The heading, which has the focus on a new slide, so that screen readers say it. */
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly act: (one: Act) => void;
  /** Ids of the options that the class voted for, by slide. */
  readonly votes: Readonly<Record<string, string>>;
  readonly onVote: (option: string) => void;
}

/** The slide that is shown, and the keys. Its number is in the address, so that a reload comes back to it. */
export function useDeck({ id, number, slides, run }: Wanted): Deck {
  const at = Math.min(slides.length, number) - 1;
  const setAt = (index: number): void => goWithin(id, 'present', ...(index > 0 ? [String(index + 1)] : []));
  const [asked, setAsked] = useState<readonly string[]>([]);
  const [votes, setVotes] = useState<Readonly<Record<string, string>>>({});
  const heading = useRef<HTMLHeadingElement>(null);
  const slide = slides[at] as Slide;
  const acts: Readonly<Record<Act, () => unknown>> = {
    next: () => setAt(Math.min(slides.length - 1, at + 1)),
    back: () => setAt(Math.max(0, at - 1)),
    answer: () => slide.answers && setAsked([...asked, slide.id]),
    full: toggleFull,
    end: () => goTo('learn', id),
    run: () => slide.runs && run(),
  };
  const act = (one: Act): unknown => acts[one]();
  const onVote = (option: string): void => {
    setVotes({ ...votes, [slide.id]: option });
    // Space goes on, instead of voting again.
    heading.current?.focus({ preventScroll: true });
  };
  const press = useEffectEvent((meant: Act | number): void => {
    if (typeof meant === 'string') act(meant);
    const option = typeof meant === 'number' && slide.options?.[meant - 1];
    if (option) onVote(option);
  });
  // Before the heading has the focus: a key pressed from then on counts.
  useLayoutEffect(() => {
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: on every new slide.
  useLayoutEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, [at]);
  return { slide, at, answered: asked.includes(slide.id), heading, act, votes, onVote };
}
