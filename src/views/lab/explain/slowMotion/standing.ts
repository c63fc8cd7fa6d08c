/** What one step of the story shows, and what has been computed by then. */

/** What moves in a step; all else is dimmed. Layers 0 … K. */
export interface Active {
  /** Layers whose output is computed. */
  readonly forward?: readonly number[];
  /** Layers that are computed a second time. */
  readonly second?: readonly number[];
  /** y* − y is read off. */
  readonly error?: true;
  /** Layers to which something is fed back. */
  readonly fed?: readonly number[];
  /** Layers whose weights move. */
  readonly update?: readonly number[];
  /** The error memory gives an error, or files one. */
  readonly memory?: 'out' | 'in';
}

export interface StoryStep {
  readonly sentence: string;
  readonly active: Active;
}

/** What has been computed by the end of a step: what the picture shows, dimmed or not. */
export interface Standing {
  readonly forward: ReadonlySet<number>;
  readonly second: ReadonlySet<number>;
  readonly fed: ReadonlySet<number>;
  readonly update: ReadonlySet<number>;
  readonly error: boolean;
  readonly memory: 'out' | 'in' | undefined;
}

export function standingAt(story: readonly StoryStep[], at: number): Standing {
  const done = story.slice(0, at + 1).map(({ active }) => active);
  const all = (part: 'forward' | 'second' | 'fed' | 'update'): Set<number> =>
    new Set(done.flatMap((active) => active[part] ?? []));
  return {
    forward: all('forward'),
    second: all('second'),
    fed: all('fed'),
    update: all('update'),
    error: done.some((active) => active.error),
    memory: done.findLast((active) => active.memory)?.memory,
  };
}
