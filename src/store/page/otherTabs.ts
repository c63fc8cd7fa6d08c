/** All tabs share the browser's storage: a tab that adds data notifies the others, which reload their lists. */
const CHANNEL = 'f3-lab.data';

export function tellOtherTabs(): void {
  if (typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage('changed');
  channel.close();
}

/** Calls back when another tab has imported a data set. */
export function onDataElsewhere(changed: () => void): void {
  if (typeof BroadcastChannel === 'undefined') return;
  new BroadcastChannel(CHANNEL).addEventListener('message', changed);
}
