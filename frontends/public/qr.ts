/** The dark modules of a QR code as one SVG path, a unit square each. The library comes only when a ticket is shown. */
export async function qrPath(text: string): Promise<{ side: number; path: string } | undefined> {
  const library = await import('qrcode').catch(() => undefined)
  if (!library) return undefined
  const { size, data } = library.create(text, { errorCorrectionLevel: 'M' }).modules
  const squares = Array.from(data, (dark, index) =>
    dark ? `M${index % size} ${Math.floor(index / size)}h1v1h-1z` : '',
  )
  return { side: size, path: squares.join('') }
}
