/** Tabs of one browser keep their data in one place: who adds some tells the others, who look again. */
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
