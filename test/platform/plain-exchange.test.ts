import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { plainExchange } from '#functions/platform/plain-exchange.ts'

const answerOf = (text: string, status = 200, more = '') =>
  `HTTP/1.1 ${status} OK\r\ncontent-type: x\r\n${more}Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`

describe('a call', () => {
  const open: { close(): void }[] = []
  afterEach(() => {
    for (const one of open.splice(0)) one.close()
  })

  /** A server that does with each request what the test says; answers how many connections it has seen. */
  async function serving(answer: (socket: Socket, request: string) => void, timeoutMs = 2000) {
    const sockets: Socket[] = []
    const server = createServer((socket) => {
      sockets.push(socket)
      socket.on('error', () => {})
      socket.on('data', (data) => answer(socket, data.toString()))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    open.push({
      close() {
        server.close()
        for (const socket of sockets) socket.destroy()
      },
    })
    const { port } = server.address() as AddressInfo
    return { ask: plainExchange(new URL(`http://127.0.0.1:${port}`), timeoutMs), sockets }
  }
  const bodyIn = (request: string) => request.slice(request.indexOf('\r\n\r\n') + 4)
  const echo = (socket: Socket, request: string) => void socket.write(answerOf(bodyIn(request)))

  it('says what it was told to, as one request', async () => {
    const requests: string[] = []
    const { ask } = await serving((socket, request) => {
      requests.push(request)
      echo(socket, request)
    })
    expect(await ask({ host: 'h', 'content-length': 6 }, '心联')).toEqual({ status: 200, text: '心联' })
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatch(/^POST \/ HTTP\/1\.1\r\nhost: h\r\n(.*\r\n)*content-length: 6\r\n\r\n心联$/i)
  })

  it('keeps its connections for the next ones', async () => {
    const { ask, sockets } = await serving(echo)
    const texts = Array.from({ length: 20 }, (_, index) => `text ${index}`)
    for (const text of texts) expect((await ask({}, text)).text).toBe(text)
    expect(sockets.length).toBeLessThanOrEqual(2)
  })

  it('takes an answer in pieces, a character cut in two among them', async () => {
    const { ask } = await serving((socket, request) => {
      const bytes = Buffer.from(answerOf(bodyIn(request)))
      for (const [index, byte] of bytes.entries()) setTimeout(() => socket.write(Buffer.of(byte)), index)
    })
    expect((await ask({}, '心')).text).toBe('心')
  })

  it('gets its own answer among five hundred at once, over 128 connections at most', async () => {
    const { ask, sockets } = await serving((socket, request) =>
      setTimeout(() => echo(socket, request), Math.random() * 5),
    )
    const texts = Array.from({ length: 500 }, (_, index) => `text ${index}`)
    const answers = await Promise.all(texts.map((text) => ask({}, text)))
    expect(answers.map(({ text }) => text)).toEqual(texts)
    expect(sockets.length).toBeLessThanOrEqual(128)
  })

  it.each<[string, (socket: Socket, request: string) => void]>([
    ['the connection ends', (socket) => void socket.destroy()],
    ['it ends in the middle of an answer', (socket) => void socket.end(answerOf('long').slice(0, -2))],
    ['no answer comes in time', () => {}],
  ])('is lost where %s; the next one has a connection of its own', async (_, fail) => {
    let broken = true
    const { ask } = await serving((socket, request) => (broken ? fail : echo)(socket, request), 100)
    await expect(ask({}, 'a')).rejects.toMatchObject({ name: 'lost' })
    broken = false
    expect((await ask({}, 'b')).text).toBe('b')
  })

  it('is lost where nobody listens', async () => {
    const ask = plainExchange(new URL('http://127.0.0.1:9'), 100)
    await expect(ask({}, 'a')).rejects.toMatchObject({ name: 'lost' })
  })

  it('never gets what was left over from another', async () => {
    let extra = answerOf('not yours')
    const { ask } = await serving((socket, request) => {
      socket.write(answerOf(bodyIn(request)) + extra)
      extra = ''
    })
    await ask({}, 'a').catch((error) => expect(error).toMatchObject({ name: 'lost' }))
    expect((await ask({}, 'b')).text).toBe('b')
  })

  it('understands an answer in chunks, of no length', async () => {
    const { ask } = await serving((socket) =>
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\n心\r\n2\r\nab\r\n0\r\n\r\n'),
    )
    expect(await ask({}, 'a')).toEqual({ status: 200, text: '心ab' })
  })

  it('leaves a connection that is said to be closed after it', async () => {
    const { ask, sockets } = await serving(
      (socket, request) => void socket.end(answerOf(bodyIn(request), 200, 'Connection: close\r\n')),
    )
    for (const text of ['a', 'b']) expect((await ask({}, text)).text).toBe(text)
    expect(sockets).toHaveLength(2)
  })
})
