/** Limits how many runs train at once, in a given order. Knows neither workers nor time. */

/** `aside`: paused by the user, and not in line. */
type Place = 'waiting' | 'training' | 'aside' | 'over';

export interface Queue<Id> {
  /** Starts waiting runs while there are free places. */
  readonly fill: () => void;
  readonly isWaiting: (id: Id) => boolean;
  /** Whether any run is waiting. */
  readonly waits: () => boolean;
  /** Frees the run's place for the next one. */
  readonly end: (id: Id) => void;
  readonly putAside: (id: Id) => void;
  /** Puts a run that was put aside, or is over, back in line, at its place in the order. */
  readonly enqueue: (id: Id) => void;
}

/**
 * @param order runs in the order in which they start
 * @param atOnce how many train at once; at least 1
 * @param begin called for each run that gets a place, also when it had been put aside
 */
export function createQueue<Id>(order: readonly Id[], atOnce: number, begin: (id: Id) => void): Queue<Id> {
  const places = new Map<Id, Place>(order.map((id) => [id, 'waiting']));
  const isAt = (place: Place) => (id: Id) => places.get(id) === place;

  function fill(): void {
    for (const id of order.filter(isAt('waiting'))) {
      if (order.filter(isAt('training')).length >= atOnce) return;
      places.set(id, 'training');
      begin(id);
    }
  }
  function move(id: Id, to: Place): void {
    places.set(id, to);
    fill();
  }
  return {
    fill,
    isWaiting: isAt('waiting'),
    waits: () => order.some(isAt('waiting')),
    end: (id) => move(id, 'over'),
    putAside: (id) => move(id, 'aside'),
    enqueue: (id) => move(id, 'waiting'),
  };
}
