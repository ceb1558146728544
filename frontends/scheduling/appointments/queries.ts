import { useQuery } from '@pinia/colada'
import { scheduling } from '../api.ts'

type Maybe<Value> = () => Value | undefined

/** Whose appointments they are. Reading it leaves a line in the journal: asked once for each patient. */
export const useCard = (patientId: Maybe<string>) =>
  useQuery({
    key: () => ['scheduling', 'card', patientId() ?? ''],
    query: () => scheduling.readPatientCard({ params: { patientId: patientId() ?? '' } }),
    enabled: () => patientId() !== undefined,
    refetchOnWindowFocus: false,
  })

/** A page of a patient's appointments, latest first; `after` is the mark that the page before ended with. */
export const useAppointments = (patientId: Maybe<string>, after: Maybe<string>) =>
  useQuery({
    key: () => ['scheduling', 'appointments', patientId() ?? '', after() ?? ''],
    query: () => {
      const mark = after()
      const query = mark === undefined ? {} : { after: mark }
      return scheduling.listAppointments({ params: { patientId: patientId() ?? '' }, query })
    },
    enabled: () => patientId() !== undefined,
    refetchOnWindowFocus: false,
  })
