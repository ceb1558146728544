/** A click that asks for this page: with a key held down it is the browser's (new tab, download). */
export function plainly(event: MouseEvent, act: () => void): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  act()
}
