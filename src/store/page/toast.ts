/** Short messages at the bottom, each with one thing to do about it, for ten seconds. */
import { create } from 'zustand';

export interface Toast {
  readonly text: string;
  readonly action?: { readonly name: string; readonly act: () => void };
  /** It stays until it is dismissed, or another takes its place. */
  readonly lasts?: boolean;
  /** It went without its action. */
  readonly onGone?: () => void;
}
interface Shown extends Toast {
  readonly id: number;
  /** Its action brings something back: it has its full ten seconds, whatever else is said meanwhile. */
  readonly undo: boolean;
}
/** The newest last. */
export const useToast = create<{ readonly toasts: readonly Shown[] }>(() => ({ toasts: [] }));

const MILLISECONDS = 10_000;
/** More would cover the page: what brings nothing back goes first, else the oldest. */
const MOST = 3;

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
  // What had the focus or the pointer may have gone with it.
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

/** In place of another message that brings nothing back. @returns how to take it away */
export function showToast(toast: Toast): () => void {
  for (const { id, undo } of all()) if (!undo) dismissToast(id);
  const id = put(toast, false);
  return () => dismissToast(id);
}

/**
 * Something is done already and can be had back for ten seconds, by the button or Ctrl+Z.
 * @param gone nobody wanted it back
 * @returns its id, for `updateToast` and `isShown`
 */
export function offerUndo(text: string, back: () => void, gone?: () => void): number {
  while (all().length >= MOST) dismissToast((all().find((one) => !one.undo) ?? all()[0])?.id);
  return put({ text, action: { name: 'Undo', act: back }, ...(gone ? { onGone: gone } : {}) }, true);
}

/** Says it otherwise, for another ten seconds. */
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

/** Brings back what went last. @returns whether there was anything */
export function undoLast(): boolean {
  const last = all().findLast(({ undo }) => undo);
  if (last) actOnToast(last.id);
  return last !== undefined;
}

/** While a person points at them or has the focus on one, they stay. */
export function pauseToasts(): void {
  held = true;
  for (const timer of timers.values()) clearTimeout(timer);
}
export function resumeToasts(): void {
  if (!held) return;
  held = false;
  for (const { id } of all()) startTimer(id);
}
