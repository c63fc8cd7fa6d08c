/** Toasts: short messages at the bottom with at most one action, for ten seconds. */
import { create } from 'zustand';

export interface Toast {
  readonly text: string;
  readonly action?: { readonly name: string; readonly act: () => void };
  /** It stays until dismissed or replaced. */
  readonly lasts?: boolean;
  /** It disappeared without its action. */
  readonly onGone?: () => void;
}
interface Shown extends Toast {
  readonly id: number;
  /** Its action is Undo: it stays its full ten seconds, whatever other messages appear. */
  readonly undo: boolean;
}
/** Oldest first. */
export const useToast = create<{ readonly toasts: readonly Shown[] }>(() => ({ toasts: [] }));

const MILLISECONDS = 10_000;
/** More would cover the page. Toasts without Undo go first, then the oldest. */
const MAX_TOASTS = 3;

const timers = new Map<number, ReturnType<typeof setTimeout>>();
let serial = 0;
let held = false;

const all = (): readonly Shown[] => useToast.getState().toasts;

function startTimer(id: number): void {
  clearTimeout(timers.get(id));
  const lasts = all().some((one) => one.id === id && one.lasts);
  if (!held && !lasts)
    timers.set(
      id,
      setTimeout(() => dismissToast(id), MILLISECONDS),
    );
}

function leave(id: number | undefined): Shown | undefined {
  const toast = all().find((one) => one.id === id);
  if (!toast) return undefined;
  clearTimeout(timers.get(toast.id));
  timers.delete(toast.id);
  useToast.setState(({ toasts }) => ({ toasts: toasts.filter((one) => one !== toast) }));
  // The toast that had the focus or the pointer is gone, so no event will resume the timers.
  if (all().length === 0) held = false;
  return toast;
}

function put(toast: Toast, undo: boolean): number {
  serial += 1;
  const id = serial;
  useToast.setState(({ toasts }) => ({ toasts: [...toasts, { ...toast, id, undo }] }));
  startTimer(id);
  return id;
}

/** Shows a message; it replaces others without Undo. @returns a function that dismisses it */
export function showToast(toast: Toast): () => void {
  for (const { id, undo } of all()) if (!undo) dismissToast(id);
  const id = put(toast, false);
  return () => dismissToast(id);
}

/**
 * Offers to undo what is already done, for ten seconds, by the button or Ctrl+Z.
 * @param gone called when the offer expires
 * @returns its id, for `updateToast` and `isShown`
 */
export function offerUndo(text: string, back: () => void, gone?: () => void): number {
  while (all().length >= MAX_TOASTS) dismissToast((all().find((one) => !one.undo) ?? all()[0])?.id);
  return put({ text, action: { name: 'Undo', act: back }, ...(gone ? { onGone: gone } : {}) }, true);
}

/** Changes the text and restarts the ten seconds. */
export function updateToast(id: number, text: string): void {
  useToast.setState(({ toasts }) => ({
    toasts: toasts.map((one) => (one.id === id ? { ...one, text } : one)),
  }));
  if (isShown(id)) startTimer(id);
}
export const isShown = (id: number): boolean => all().some((one) => one.id === id);

export function dismissToast(id = all().at(-1)?.id): void {
  leave(id)?.onGone?.();
}

export function actOnToast(id = all().at(-1)?.id): void {
  leave(id)?.action?.act();
}

/** Undoes the latest action. @returns whether there was any */
export function undoLast(): boolean {
  const last = all().findLast(({ undo }) => undo);
  if (last) actOnToast(last.id);
  return last !== undefined;
}

/** Stops the timers while the pointer or the focus is on a toast. */
export function pauseToasts(): void {
  held = true;
  for (const timer of timers.values()) clearTimeout(timer);
}
export function resumeToasts(): void {
  if (!held) return;
  held = false;
  for (const { id } of all()) startTimer(id);
}
