import type { BrowserOffice } from './browserOffice.ts'

interface Wishes {
  readonly title: string
  /** Marks of the units that may comment. */
  readonly invited: readonly string[]
}

/** Founds a council material of the economic unit's drafter, without the pages. */
export const foundDraft = async (office: BrowserOffice, title: string): Promise<string> =>
  (await founded(office, { title, invited: [] })).materialId

/** Founds a council material of the economic unit's drafter and opens its round, without the pages. */
export async function foundInReview(office: BrowserOffice, wishes: Wishes): Promise<string> {
  const { drafter, materialId } = await founded(office, wishes)
  await drafter.call('POST', `/materials/${materialId}/round`, { closesAt: Date.now() + 7 * 86_400_000 })
  return materialId
}

async function founded(office: BrowserOffice, { title, invited }: Wishes) {
  const drafter = await office.call('svobodova')
  const { units } = (await drafter.call('GET', '/directory')) as { units?: { id: string; mark: string }[] }
  const unitOf = (mark: string) => units?.find((unit) => unit.mark === mark)?.id ?? ''
  const material = await drafter.call('POST', '/materials', {
    title,
    template: 'council-material',
    leadUnitId: unitOf('EKO'),
  })
  const materialId = String(material['id'])
  for (const mark of invited) {
    await drafter.call('POST', `/materials/${materialId}/invitations`, { right: 'comment', unitId: unitOf(mark) })
  }
  return { drafter, materialId }
}
