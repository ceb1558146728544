import type { Handlers } from '#functions/platform/request.ts'
import { type allianceContract, decidePopulation, populationsOf } from '#shared/alliance/index.ts'
import { changeDirectory, office } from './directory-change.ts'
import type { DirectoryRepository } from './repository.ts'

type All = Handlers<typeof allianceContract.operations>

/** 常住人口: what the office writes of the people of a sub-district. */
export const populationRoute = (directory: DirectoryRepository): Pick<All, 'changePopulation'> => ({
  changePopulation({ params, body, entry }) {
    const { version, ...fields } = body
    const { code } = params
    return changeDirectory(directory, {
      judge: ({ subdistricts }) => decidePopulation({ code, version, fields }, subdistricts),
      save: (found, area) => {
        const data = populationsOf([area])
        const changed = entry({ ...office, act: 'population-changed', aggregateId: code, data })
        return directory.saveSubdistricts(found.edition, [area], changed)
      },
      replayed: 'stale-version',
    })
  },
})
