import type { DemoCast } from './demoCast.ts'
import type { DemoMaterial } from './demoMaterial.ts'
import { article, clause, doc, h, p, table } from './doc.ts'

/** Small materials that the demo's board decides on: two at its last meeting, two at its next. */
export function councilPapers({ drafters, members, secretary, marks }: DemoCast): {
  readonly past: readonly DemoMaterial[]
  readonly next: readonly DemoMaterial[]
} {
  const paper = (
    title: string,
    unit: string,
    sponsor: number,
    founded: number,
    parts: DemoMaterial['parts'],
  ): DemoMaterial => ({
    title,
    template: 'council-material',
    drafter: drafters[unit] ?? '',
    sponsor: members[sponsor % members.length] ?? null,
    leadUnit: unit,
    parts,
    invited: [[marks.legal, 'comment']],
    founded,
    due: founded + 5,
    comments: [],
    finished: [],
    isClosed: true,
    lockedBy: secretary,
  })
  return {
    past: [
      paper('Smlouva o dílo – rekonstrukce mostu přes Úpu', marks.transport, 1, -20, {
        'cover-report': doc(
          h(2, 'Popis problému'),
          p(
            'Most přes Úpu na silnici II/301 je od března 2026 ve stavebním stavu V (špatný). Na zhotovitele opravy byla vypsána veřejná zakázka, do které se přihlásili čtyři uchazeči.',
          ),
          table(
            ['Uchazeč', 'Nabídková cena bez DPH (tis. Kč)', 'Pořadí'],
            ['Mosty a vozovky, a. s.', '18 420', '1.'],
            ['Stavby Podhoří, s. r. o.', '19 105', '2.'],
          ),
        ),
        'draft-resolution': doc(
          article('Rada kraje'),
          clause('schvaluje uzavření smlouvy o dílo se společností Mosty a vozovky, a. s.'),
          clause('ukládá vedoucímu odboru dopravy zajistit podpis smlouvy do 31. prosince 2026.'),
        ),
        'explanatory-report': doc(h(2, 'Odůvodnění'), p('Nabídka splnila všechny podmínky zadávací dokumentace.')),
      }),
      paper('Darovací smlouva – sbírka betlémů pro Krajské muzeum', marks.property, 2, -19, {
        'cover-report': doc(
          h(2, 'Popis problému'),
          p('Paní Anna Vrbová nabídla kraji darem sbírku 34 betlémů, kterou chce vystavovat Krajské muzeum.'),
        ),
        'draft-resolution': doc(
          article('Rada kraje'),
          clause('rozhoduje o přijetí daru podle darovací smlouvy, která je přílohou tohoto usnesení.'),
        ),
        'explanatory-report': doc(
          h(2, 'Odůvodnění'),
          p('Náklady na uložení sbírky hradí muzeum ze svého příspěvku na provoz.'),
        ),
      }),
    ],
    next: [
      paper('Dotace obcím na obnovu veřejné zeleně v roce 2027', marks.environment, 3, -13, {
        'cover-report': doc(
          h(2, 'Popis problému'),
          p(
            'V dotačním programu na obnovu veřejné zeleně bylo podáno 41 žádostí za 6,2 mil. Kč. Rozpočet programu je 4,0 mil. Kč.',
          ),
          h(2, 'Návrh řešení'),
          p('Hodnoticí komise doporučila podpořit 27 žádostí, každou nejvýše částkou 200 000 Kč.'),
        ),
        'draft-resolution': doc(
          article('Rada kraje'),
          clause('rozhoduje o poskytnutí dotací podle přílohy č. 1.'),
          clause('doporučuje zastupitelstvu kraje navýšit rozpočet programu o 1,0 mil. Kč.'),
        ),
        'explanatory-report': doc(
          h(2, 'Odůvodnění'),
          p('Program vychází ze strategie kraje pro přizpůsobení se změně klimatu, schválené v roce 2025.'),
        ),
      }),
      paper('Jmenování členů školské rady Gymnázia Lipová', marks.schools, 4, -11, {
        'cover-report': doc(
          h(2, 'Popis problému'),
          p('Dvěma členům školské rady, které jmenuje zřizovatel, končí 31. ledna 2027 funkční období.'),
        ),
        'draft-resolution': doc(
          article('Rada kraje'),
          clause('jmenuje členy školské rady Mgr. Hanu Jírovou a Ing. Pavla Koláře, a to od 1. února 2027.'),
        ),
        'explanatory-report': doc(
          h(2, 'Odůvodnění'),
          p('Podle § 167 odst. 2 zákona č. 561/2004 Sb. jmenuje třetinu členů školské rady zřizovatel.'),
        ),
      }),
    ],
  }
}
