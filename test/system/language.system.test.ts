import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newFolder, removeFolder, spawnGlosa, startGlosaProcess } from './glosaProcess.ts'
import { clerk, found, invite, openRound } from './office.ts'
import { Visitor } from './visitor.ts'

/** An office says once what language it works in. */
describe('the language of the office', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await newFolder()
  })
  afterEach(() => removeFolder(folder))

  it('[PL2] is that of public pages, calendars and exports, and brings the holidays of its country', async () => {
    const glosa = await startGlosaProcess(folder, { GLOSA_LANGUAGE: 'pl' })
    try {
      const page = await fetch(`${glosa.url}/public`)
      expect(await page.text()).toContain('<html lang="pl"')

      const drafter = await clerk(glosa, 'svobodova')
      const visitor = new Visitor(glosa)
      visitor.cookie = drafter.cookie
      expect(await visitor.done('GET', '/office/settings')).toMatchObject({ settings: { calendar: { country: 'pl' } } })

      const { materialId } = await found(drafter, 'Uchwała budżetowa')
      await invite(drafter, materialId, (await clerk(glosa, 'machova')).personId, 'comment')
      await openRound(drafter, materialId)
      const calendar = await visitor.ask('GET', `/materials/${materialId}/deadline`)
      expect(calendar.text).toContain('SUMMARY:Termin zgłaszania uwag: Uchwała budżetowa')
      expect(calendar.text).toContain('Europe/Warsaw')
      const table = await visitor.ask('GET', `/materials/${materialId}/settlement-table/csv`)
      expect(table.text).toContain('Treść uwagi')
    } finally {
      await glosa.stop()
    }
  })

  it('[PL2] is one that Glosa speaks', async () => {
    const glosa = spawnGlosa({ GLOSA_LANGUAGE: 'de', GLOSA_DATA: folder, PORT: '0' })
    expect(await glosa.ended).toBe(2)
    expect(glosa.output()).toContain('GLOSA_LANGUAGE must be one of cs, en, pl, sk')
  })
})
