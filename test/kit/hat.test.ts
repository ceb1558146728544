import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { actAs, useActor } from '#frontends/kit/index.ts'
import type { Actor } from '#shared/access/index.ts'

const nurse: Actor = {
  personId: 'nurse',
  displayName: '周晓琳',
  grants: [
    { role: 'clinic-staff', siteId: 'site-050' },
    { role: 'clinic-staff', siteId: 'site-051' },
  ],
}
const { act, acting } = useActor()
const forget = () => {
  sessionStorage.clear()
  localStorage.clear()
}
beforeEach(forget)
afterEach(() => {
  forget()
  actAs(undefined)
})

describe('the role that is worn', () => {
  it('is the first one, until another is chosen, and then stays over a reload', () => {
    actAs(nurse)
    expect(acting.value?.siteId).toBe('site-050')
    act(1)
    actAs(nurse)
    expect(acting.value?.siteId).toBe('site-051')
  })

  it('is each tab’s own, and a new tab begins with the last that was chosen', () => {
    actAs(nurse)
    act(1)
    sessionStorage.clear()
    actAs(nurse)
    expect(acting.value?.siteId).toBe('site-051')
    act(0)
    localStorage.setItem('xinlian.hat', 'nurse clinic-staff site-051')
    actAs(nurse)
    expect(acting.value?.siteId).toBe('site-050')
  })

  it('is the first again when it was taken away, and for anybody else', () => {
    actAs(nurse)
    act(1)
    actAs({ ...nurse, grants: nurse.grants.slice(0, 1) })
    expect(acting.value?.siteId).toBe('site-050')
    actAs({ ...nurse, personId: 'somebody-else' })
    expect(acting.value?.siteId).toBe('site-050')
  })
})
