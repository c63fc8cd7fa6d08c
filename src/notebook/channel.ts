/** News of the notebook, for this page and all other tabs. Sent by pages and by training workers. */
import type { RunKey } from './records';

export type NotebookNews =
  /** Records changed: of these runs, or, without keys, of any. */
  | { readonly what: 'changed'; readonly keys?: readonly RunKey[] }
  /** A run could not be kept; it trains on. */
  | {
      readonly what: 'refused';
      readonly key: RunKey;
      readonly problem: { readonly title: string; readonly detail: string };
    }
  /** A run that was refused is kept now, with all that it has learned. */
  | { readonly what: 'kept'; readonly key: RunKey };

const NAME = 'f3-lab.notebook';

/** Opened on first use and kept: a channel does not hear its own messages. */
let channel: BroadcastChannel | undefined;
const listeners = new Set<(news: NotebookNews) => void>();

function open(): BroadcastChannel | undefined {
  if (channel === undefined && typeof BroadcastChannel !== 'undefined') {
    channel = new BroadcastChannel(NAME);
    channel.addEventListener('message', ({ data }: MessageEvent<NotebookNews>) => {
      for (const listener of listeners) listener(data);
    });
  }
  return channel;
}

/** Listeners in this thread hear it, too. */
export function tell(news: NotebookNews): void {
  open()?.postMessage(news);
  for (const listener of listeners) listener(news);
}

/** @returns a function that ends it */
export function listen(listener: (news: NotebookNews) => void): () => void {
  open();
  listeners.add(listener);
  return () => listeners.delete(listener);
}
