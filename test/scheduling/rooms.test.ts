import { describe, expect, it } from 'vitest'
import { decideChosenRoom, decideRoom, freeRoomsOf } from '#shared/scheduling/index.ts'

const morning = { start: 540, end: 720 }
const uses = [
  { sessionId: 'site-1.20260917.aaaaaa', room: '1', time: morning },
  { sessionId: 'site-1.20260917.bbbbbb', room: '2', time: { start: 720, end: 900 } },
]
const wanted = { sessionId: 'site-1.20260917.cccccc', room: '1', time: morning }

describe('a room', () => {
  it('is there for one session at a time', () => {
    expect(decideRoom(wanted, uses)).toEqual({
      ok: false,
      reason: 'room-taken',
      facts: { room: '1', time: morning },
    })
    expect(decideRoom({ ...wanted, time: { start: 720, end: 800 } }, uses).ok).toBe(true)
    expect(decideRoom({ ...wanted, room: '2' }, uses).ok).toBe(true)
  })

  it.each(['１', '1诊室', ' 1 诊室', '1号诊室', '1 室'])(
    'is the same door where somebody writes %s',
    (room) => {
      expect(decideRoom({ ...wanted, room }, uses).ok).toBe(false)
      expect(freeRoomsOf([room, '3'], uses, morning)).toEqual(['3'])
    },
  )

  it.each(['11', '1A 诊室', '儿童诊室', '1-2 诊室'])('is another one where it is called %s', (room) => {
    expect(decideRoom({ ...wanted, room }, uses).ok).toBe(true)
  })

  it('is not taken by the very session that is planned anew', () => {
    expect(decideRoom({ ...wanted, sessionId: 'site-1.20260917.aaaaaa' }, uses).ok).toBe(true)
  })
})

describe('the free rooms', () => {
  it('are the known ones that nobody uses then, each once, in their order', () => {
    expect(freeRoomsOf(['3', '1', '2', '3'], uses, morning)).toEqual(['3', '2'])
    expect(freeRoomsOf(['1'], uses, morning)).toEqual([])
  })

  it('of a site that has held no session yet are its first four', () => {
    expect(freeRoomsOf([], uses, morning)).toEqual(['2', '3', '4'])
  })
})

describe('a chosen room', () => {
  it('is one that the site has, or the planned one', () => {
    expect(decideChosenRoom('2', '1', ['1', '2']).ok).toBe(true)
    expect(decideChosenRoom('9', '9', ['1']).ok).toBe(true)
    expect(decideChosenRoom('4', '1', []).ok).toBe(true)
    expect(decideChosenRoom('9', '1', ['1', '2'])).toMatchObject({
      reason: 'plan-invalid',
      facts: { fault: 'room-unknown' },
    })
  })
})
