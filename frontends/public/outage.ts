/** On pages without a framework: the bar that says how old the numbers are appears where the network is gone. */
export function bringOutageToLife(bars: readonly HTMLElement[]): void {
  const show = (): void => {
    for (const bar of bars) bar.hidden = navigator.onLine
  }
  show()
  addEventListener('online', show)
  addEventListener('offline', show)
}
