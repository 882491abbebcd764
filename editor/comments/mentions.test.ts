import type { PersonId } from '@glosa/domain/model'
import { describe, expect, it } from 'vitest'
import { fitting, mentionAt, mentionedIn, withMention, type Mentionable } from './mentions.ts'

const person = (displayName: string): Mentionable => ({ id: displayName as PersonId, displayName })
const jan = person('Jan Novák')
const jana = person('Jana Nováková')
const sarka = person('Šárka Svobodová')

describe('naming people by "@"', () => {
  it('[UR6] begins after a space or at the start, never inside a word', () => {
    expect(mentionAt('Prosím @Šár', 11)).toEqual({ from: 7, words: 'Šár' })
    expect(mentionAt('@', 1)).toEqual({ from: 0, words: '' })
    expect(mentionAt('(@jana nov', 10)).toEqual({ from: 1, words: 'jana nov' })
    expect(mentionAt('jana@urad', 9)).toBeNull()
    expect(mentionAt('@jana, prosím', 13)).toBeNull()
    expect(mentionAt('bez jména', 9)).toBeNull()
  })

  it('[UR6] finds names by the beginnings of their words, whatever the accents', () => {
    expect(fitting([jan, jana, sarka], 'sar', 6)).toEqual([sarka])
    expect(fitting([jan, jana, sarka], 'nov jan', 6)).toEqual([jan, jana])
    expect(fitting([jan, jana, sarka], 'ova', 6)).toEqual([])
    expect(fitting([jan, jana, sarka], '', 2)).toEqual([jan, jana])
  })

  it('[UR6] puts the whole name in the place of what was typed', () => {
    const query = mentionAt('Prosím @šár o číslo', 11)
    expect(query && withMention('Prosím @šár o číslo', query, 11, sarka)).toEqual({
      text: 'Prosím @Šárka Svobodová o číslo',
      caret: 24,
    })
  })

  it('[UR6] names only those whose whole name still stands in the text', () => {
    expect(mentionedIn('@Jana Nováková, prosím', [jan, jana])).toEqual([jana.id])
    expect(mentionedIn('@Jana Nováková a @Jan Novák', [jan, jana])).toEqual([jan.id, jana.id])
    expect(mentionedIn('Jana Nováková', [jan, jana])).toEqual([])
  })
})
