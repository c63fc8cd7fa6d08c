import type { Act } from './keys';
import type { Slide } from './slide';

interface Props {
  slide: Slide;
  at: number;
  count: number;
  act: (act: Act) => void;
}

interface KeyProps {
  name: string;
  does: string;
  off?: boolean;
  onPress: () => void;
}

/** A key and what it does; pressing it here does the same. */
function Key({ name, does, off = false, onPress }: KeyProps) {
  return (
    <button type="button" className="present-key" aria-disabled={off} onClick={onPress}>
      <kbd>{name}</kbd>
      {does}
    </button>
  );
}

/** The keys, as buttons too, and how far the lesson is. */
export function Foot({ slide, at, count, act }: Props) {
  return (
    <footer className="present-foot">
      <div className="present-keys" role="toolbar" aria-label="Presentation">
        <Key name="Space" does="next" off={at === count - 1} onPress={() => act('next')} />
        <Key name="B" does="back" off={at === 0} onPress={() => act('back')} />
        {slide.answers && <Key name="A" does="answer" onPress={() => act('answer')} />}
        <Key name="F" does="full screen" onPress={() => act('full')} />
        <Key name="Esc" does="end" onPress={() => act('end')} />
      </div>
      <span className="present-dots" aria-hidden="true">
        {Array.from({ length: count }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: dots are identified by their position.
          <span key={i} className={i === at ? 'now' : i < at ? 'past' : undefined} />
        ))}
      </span>
    </footer>
  );
}
