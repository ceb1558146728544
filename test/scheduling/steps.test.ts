import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOf } from '#shared/kernel/calendar.ts'
import { decideStep, type Slot, type StepCommand } from '#shared/scheduling/index.ts'
import { today } from './support.ts'

type Standing = Parameters<typeof decideStep>[0]
const at = instantOf(today, 600)
const begin: Standing = {
  date: today,
  slot: {
    state: 'booked',
    time: { start: 540, end: 555 },
    held: {
      appointmentId: 'a-1',
      patientId: 'p-1',
      card: { name: '王桂兰', sex: '2', birthYear: 1959 },
      visit: 'return',
      code: '1',
      bookedAt: 1,
    },
  },
}
const take = (standing: Standing, command: StepCommand, personId = 'li-min', now = at) =>
  decideStep(standing, { appointmentId: 'a-1', command, personId }, now)

/** The number as it stands after a step, or as before where the step is refused. */
function stepped(standing: Standing, command: StepCommand, personId = 'li-min'): Standing {
  const decision = take(standing, command, personId)
  if (!decision.ok || decision.value.repeated) return standing
  const { state, held } = decision.value
  return { ...standing, slot: { ...standing.slot, state, held }, last: { by: personId, command } }
}
const run = (...commands: StepCommand[]): Standing =>
  commands.reduce((standing, command) => stepped(standing, command), begin)

describe('a step of the queue', () => {
  it('leads from booked over checked in and called to seen, and keeps the times', () => {
    expect(run('check-in', 'call', 'finish').slot).toMatchObject({
      state: 'seen',
      held: { arrivedAt: at, calledAt: at, endedAt: at, before: 'called' },
    })
  })

  it('checks in who was marked as missed and comes late', () => {
    const { slot } = run('miss', 'check-in')
    expect(slot).toMatchObject({ state: 'arrived', held: { before: 'missed' } })
    expect(run('miss', 'check-in', 'call').slot.held?.endedAt).toBeUndefined()
  })

  it("calls again, which keeps the first call's time and the way back", () => {
    expect(run('check-in', 'call', 'call').slot).toMatchObject({
      state: 'called',
      held: { before: 'arrived' },
    })
  })

  it.each<[string, StepCommand, Standing, number]>([
    ['finishing who was not called', 'finish', run('check-in'), at],
    ['calling who is not there', 'call', begin, at],
    ['checking in on the day before', 'check-in', begin, instantOf(today, -1)],
    ['marking as missed before the time has come', 'miss', begin, instantOf(today, 539)],
    ['any step of a stopped number', 'check-in', { ...begin, slot: { ...begin.slot, state: 'stopped' } }, at],
  ])('refuses %s', (_, command, standing, now) => {
    expect(take(standing, command, 'li-min', now)).toMatchObject({ ok: false, reason: 'step-not-allowed' })
  })

  it('knows only the appointment that holds the number', () => {
    expect(decideStep(begin, { appointmentId: 'a-2', command: 'check-in', personId: 'x' }, at)).toMatchObject(
      { reason: 'appointment-unknown' },
    )
    expect(take({ date: today, slot: { ...begin.slot, state: 'free' } }, 'check-in')).toMatchObject({
      reason: 'appointment-unknown',
    })
  })

  it("answers a step repeated by the same person as if it were the first, and refuses another person's", () => {
    expect(take(run('check-in'), 'check-in')).toMatchObject({
      ok: true,
      value: { state: 'arrived', repeated: true },
    })
    expect(take(run('check-in'), 'check-in', 'zhou')).toMatchObject({ ok: false, reason: 'step-not-allowed' })
    expect(take(run('check-in', 'undo'), 'undo')).toMatchObject({
      ok: true,
      value: { state: 'booked', repeated: true },
    })
    expect(take(run('check-in', 'undo'), 'undo', 'zhou')).toMatchObject({
      ok: false,
      reason: 'nothing-to-undo',
    })
  })
})

describe('undo', () => {
  const commands = fc.array(fc.constantFrom<StepCommand>('check-in', 'call', 'finish', 'miss'), {
    maxLength: 6,
  })
  const shown = ({ state, held }: Standing['slot']) => {
    const { arrivedAt, calledAt, endedAt } = held as NonNullable<Slot['held']>
    const times = {
      booked: [],
      arrived: [arrivedAt],
      called: [arrivedAt, calledAt],
      seen: [arrivedAt, calledAt, endedAt],
      missed: [endedAt],
    }
    return { state, times: times[state as keyof typeof times] }
  }

  it('leads back to what was shown before the last step, whatever came before', () => {
    fc.assert(
      fc.property(
        commands,
        fc.constantFrom<StepCommand>('check-in', 'call', 'finish', 'miss'),
        (earlier, last) => {
          const before = run(...earlier)
          const step = take(before, last)
          if (!step.ok || step.value.repeated || step.value.state === before.slot.state) return
          expect(shown(stepped(stepped(before, last), 'undo').slot)).toEqual(shown(before.slot))
        },
      ),
    )
  })

  it('goes one step and no further', () => {
    expect(take(run('check-in', 'call', 'undo'), 'undo', 'zhou')).toMatchObject({ reason: 'nothing-to-undo' })
    expect(take(begin, 'undo')).toMatchObject({ reason: 'nothing-to-undo' })
  })
})
