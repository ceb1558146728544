import { brotliDecompressSync } from 'node:zlib'

/** Stands in for the half a megabyte with which the PDF writer's fonts unpack WOFF2: Node unpacks it itself. */
const decompress = (packed: Uint8Array): Uint8Array => brotliDecompressSync(packed)

// biome-ignore lint/style/noDefaultExport: the package that it stands in for has no other export
export { decompress as default }
