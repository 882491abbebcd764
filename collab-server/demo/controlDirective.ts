import type { DemoMaterial } from './demoMaterial.ts'
import type { DemoPlayers } from './demoCast.ts'
import { article, clause, doc, numbered } from './doc.ts'

/** A directive that is still being drafted. */
export const controlDirective = ({ drafter, marks }: DemoPlayers): DemoMaterial => ({
  title: 'Směrnice o předběžné řídící kontrole',
  template: 'internal-directive',
  drafter: drafter(marks.economy),
  sponsor: null,
  leadUnit: marks.economy,
  parts: {
    directive: doc(
      article('Předmět úpravy'),
      clause('Tato směrnice upravuje předběžnou řídící kontrolu výdajů v Krajském úřadu Podhorského kraje.'),
      clause('Směrnice je závazná pro všechny zaměstnance zařazené do krajského úřadu.'),
      article('Schválení výdaje'),
      clause('Příkazcem operace je vedoucí odboru, který výdaj vyvolal.'),
      clause('Správce rozpočtu ověří krytí výdaje před vznikem závazku, nejpozději do tří pracovních dnů.'),
      clause('Hlavní účetní neprovede platbu, pokud doklad neobsahuje:'),
      numbered('lower-alpha', 'podpis příkazce operace,', 'podpis správce rozpočtu,', 'číslo objednávky nebo smlouvy.'),
      article('Závěrečná ustanovení'),
      clause('Tato směrnice nabývá účinnosti dnem 1. ledna 2027.'),
    ),
  },
  invited: [
    [marks.legal, 'comment'],
    [marks.audit, 'comment'],
    [marks.it, 'comment'],
  ],
  founded: -2,
  due: null,
  comments: [],
  finished: [],
  isClosed: false,
  lockedBy: null,
})
