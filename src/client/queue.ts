/** Who trains now and who waits: at most so many at once, in a given order. It knows neither workers nor time. */

/** `aside`: stands still until somebody wants it back. */
type Place = 'waiting' | 'training' | 'aside' | 'over';

export interface Queue<Id> {
  /** Begins what there is room for. */
  readonly fill: () => void;
  readonly isWaiting: (id: Id) => boolean;
  /** Somebody waits. */
  readonly waits: () => boolean;
  /** Its place is free for the next. */
  readonly end: (id: Id) => void;
  readonly putAside: (id: Id) => void;
  /** One that was put aside, or is over, is in line again: before all that come after it in the order. */
  readonly enqueue: (id: Id) => void;
}

/**
 * @param order whoever comes first begins first
 * @param atOnce at least 1
 * @param begin called for each that gets a place, also again for one that had been put aside
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
