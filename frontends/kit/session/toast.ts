import { shallowReactive } from 'vue'

export interface Toast {
  readonly text: string
  readonly undo?: () => void
  /** Milliseconds on screen; the time stands still while the pointer or the focus is on it. */
  readonly lasts: number
}

const undoMs = 8_000
const saidMs = 5_000

/** One at a time: the newest replaces what is shown, as its step does on the page. */
export const toasts = shallowReactive<Toast[]>([])

export function dismissToast(toast: Toast): void {
  const at = toasts.indexOf(toast)
  if (at >= 0) toasts.splice(at, 1)
}

function show(toast: Toast): void {
  toasts.splice(0, toasts.length, toast)
}

/** One line that it worked. Never an error: what failed stays inline, where it happened. */
export const useToast = () => ({
  say: (text: string): void => show({ text, lasts: saidMs }),
  /** With `撤销 Z` for 8 seconds. */
  undoable: (text: string, undo: () => void): void => show({ text, undo, lasts: undoMs }),
})
