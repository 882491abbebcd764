import { instant, type MaterialEvent } from '@glosa/domain/model'
import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { czech } from '../../i18n/czech.ts'
import { formatsOf } from '../../i18n/format.ts'
import { describeEvent, namesFrom } from './describeEvent.ts'

const lodged = (commentId: string, number: number, visibility: 'participants' | 'private' = 'participants') =>
  ({
    type: 'comment-lodged',
    commentId,
    number,
    roundId: null,
    kind: 'essential',
    visibility,
    place: { at: 'material' },
    text: 'Chybí odkaz na zákon.',
    justification: null,
    proposedWording: null,
  }) as MaterialEvent

describe('the history of a material', () => {
  beforeAll(async () => {
    await i18next.init({
      lng: 'cs',
      resources: { cs: { translation: czech } },
      interpolation: { escapeValue: false },
    })
  })

  const tell = (event: MaterialEvent, before: readonly MaterialEvent[] = []) =>
    describeEvent(event, namesFrom([...before, event]), i18next.t, formatsOf('cs'))

  it('[UI3] is told in sentences with the numbers and names of earlier events', () => {
    const first = lodged('cccccccccccccccccccc', 7)
    const settled = {
      type: 'comment-settled',
      commentId: 'cccccccccccccccccccc',
      settlement: { verdict: 'accepted-in-part', reason: 'Doplněno.' },
      wordingApplied: false,
    } as MaterialEvent
    expect(tell(first)).toBe('Uplatněna připomínka č. 7 (zásadní): „Chybí odkaz na zákon.“')
    expect(tell(settled, [first])).toBe('Připomínka č. 7 byla vypořádána: akceptováno částečně.')

    const invited = {
      type: 'participant-invited',
      invitation: { right: 'comment', unitId: 'demo:ou-1', unitName: 'Právní oddělení' },
    } as MaterialEvent
    const removed: MaterialEvent = { type: 'participant-removed', participantId: 'demo:ou-1' }
    expect(tell(removed, [invited])).toBe('Pozvání zrušeno: Právní oddělení.')
    expect(tell(removed)).toBe('Pozvání zrušeno: přizvaný.')
  })

  it('[UI3] gives deadlines with day and hour', () => {
    const opened = {
      type: 'round-opened',
      roundId: 'rrrrrrrrrrrrrrrrrrrr',
      number: 2,
      closesAt: instant(Date.parse('2026-11-24T11:00:00Z')),
    } as MaterialEvent
    expect(tell(opened).replaceAll('\u00a0', ' ')).toBe('Zahájeno 2. kolo připomínek s termínem út 24. 11. 2026 12:00.')
  })

  it('[UI3] does not repeat the words of a private note', () => {
    expect(tell(lodged('dddddddddddddddddddd', 0, 'private'))).toBe('Soukromá poznámka.')
  })
})
