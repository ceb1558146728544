import type { Slot, StepCommand } from '#shared/scheduling/index.ts'

/** The one act of a row, by what is usually next for its person. */
export const mainAct = (slot: Slot): StepCommand | undefined => {
  switch (slot.state) {
    case 'booked':
      return 'check-in'
    case 'arrived':
      return 'call'
    case 'called':
      return 'finish'
    case 'missed':
      return slot.held?.before ? 'undo' : 'check-in'
    case 'free':
    case 'seen':
    case 'stopped':
      return undefined
  }
}
