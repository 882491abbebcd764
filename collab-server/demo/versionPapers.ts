import type { DecisionPaper } from './decisionPapers.ts'
import { bold, clause, doc, h, p } from './doc.ts'

/** A comment on the resolution of a demo paper, with the wording it asks for. */
export interface VersionComment {
  readonly quote: string
  readonly text: string
  readonly proposedWording: string
}

/** An amendment of a charter that the board sent back to be completed. */
export const charterAmendment: DecisionPaper = {
  title: 'Dodatek č. 3 ke zřizovací listině Domova pro seniory Lipka',
  parts: {
    'cover-report': doc(
      h(2, 'Popis problému'),
      p('Domov pro seniory Lipka rozšiřuje kapacitu o nový pavilon, který byl zkolaudován v říjnu 2026.'),
      h(2, 'Návrh řešení'),
      p('Dodatek mění předmět činnosti a vymezení majetku, který kraj organizaci předává k hospodaření.'),
    ),
    'draft-resolution': doc(
      p(bold('Zastupitelstvo Podhorského kraje')),
      clause('vydává dodatek č. 3 ke zřizovací listině příspěvkové organizace Domov pro seniory Lipka;'),
      clause('stanoví kapacitu pobytové služby na 96 lůžek;'),
      clause('pověřuje hejtmana podpisem dodatku, který nabývá účinnosti dnem podpisu.'),
    ),
    'explanatory-report': doc(
      h(2, 'Odůvodnění'),
      p('Podle § 35 odst. 2 písm. j) zákona č. 129/2000 Sb., o krajích, zřizuje organizace zastupitelstvo kraje.'),
    ),
  },
}

/** What the reviewing bodies wanted of its second version. */
export const charterComments: Readonly<Record<'first' | 'second', VersionComment>> = {
  first: {
    quote: 'který nabývá účinnosti dnem podpisu',
    text: 'Změnu je třeba sladit s registrací sociální služby; doporučujeme pevné datum účinnosti.',
    proposedWording: 'který nabývá účinnosti dnem 1. ledna 2027',
  },
  second: {
    quote: 'na 96 lůžek',
    text: 'Doplnit, kolik lůžek připadá na nový pavilon; váže se na ně dotace na vybavení.',
    proposedWording: 'na 96 lůžek, z toho 24 lůžek v novém pavilonu',
  },
}
