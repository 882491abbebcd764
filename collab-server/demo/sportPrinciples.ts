import type { DemoMaterial } from './demoMaterial.ts'
import type { DemoPlayers } from './demoCast.ts'
import { bold, clause, doc, h, numbered, p, table } from './doc.ts'

/** Principles of sport grants: a closed round, partly settled. */
export const sportPrinciples = ({ drafter, head, member, marks }: DemoPlayers): DemoMaterial => ({
  title: 'Zásady pro poskytování dotací v oblasti sportu v roce 2027',
  template: 'council-material',
  drafter: drafter(marks.schools),
  sponsor: member(1),
  leadUnit: marks.schools,
  parts: {
    'cover-report': doc(
      h(2, 'Popis problému'),
      p(
        'Dosavadní zásady z roku 2023 nerozlišují mezi sportem dětí a mládeže a výkonnostním sportem dospělých. Žadatelé opakovaně upozorňují na složité vyúčtování malých dotací.',
      ),
      h(2, 'Návrh řešení'),
      p('Nové zásady zavádějí tři dotační tituly, jednotnou žádost a zjednodušené vyúčtování dotací do 50 000 Kč.'),
      table(
        ['Titul', 'Určení', 'Objem (tis. Kč)', 'Nejvyšší dotace (tis. Kč)'],
        ['A', 'Celoroční činnost dětí a mládeže', '24 000', '300'],
        ['B', 'Pořádání sportovních akcí', '6 500', '150'],
        ['C', 'Obnova sportovišť', '18 000', '1 500'],
      ),
    ),
    'draft-resolution': doc(
      p(bold('Rada Podhorského kraje')),
      clause('schvaluje Zásady pro poskytování dotací v oblasti sportu v roce 2027 podle předloženého návrhu;'),
      clause('vyhlašuje dotační tituly A, B a C s lhůtou pro podání žádostí od 11. ledna do 12. února 2027;'),
      clause(
        'ukládá vedoucímu odboru školství a sportu předložit zastupitelstvu kraje návrh na rozdělení dotací v termínu do 30. dubna 2027.',
      ),
    ),
    'explanatory-report': doc(
      h(2, 'Odůvodnění'),
      p(
        'Podle § 36 písm. c) zákona č. 129/2000 Sb., o krajích, je zastupitelstvu kraje vyhrazeno rozhodovat o poskytnutí dotace nad 200 000 Kč jedné osobě v kalendářním roce.',
      ),
      numbered(
        'lower-alpha',
        'posouzení veřejné podpory provede odbor školství a sportu u každé žádosti,',
        'žadatel doloží výpis z evidence skutečných majitelů,',
        'dotace do 50 000 Kč se vyúčtuje čestným prohlášením a soupisem dokladů.',
      ),
    ),
  },
  invited: [
    [marks.legal, 'comment'],
    [marks.economy, 'comment'],
    [marks.audit, 'comment'],
  ],
  founded: -12,
  due: -3,
  comments: [
    {
      by: head(marks.legal),
      part: 'explanatory-report',
      quote: 'žadatel doloží výpis z evidence skutečných majitelů',
      kind: 'essential',
      text: 'Výpis si kraj opatřuje sám; povinnost nelze přenést na žadatele.',
      justification: '§ 14 odst. 3 písm. e) zákona č. 250/2000 Sb. ve spojení se zákonem č. 37/2021 Sb.',
      proposedWording: 'kraj ověří žadatele v evidenci skutečných majitelů',
      settlement: { verdict: 'accepted', reason: 'Text upraven podle návrhu.' },
      applyWording: true,
    },
    {
      by: head(marks.economy),
      part: 'cover-report',
      quote: 'zjednodušené vyúčtování dotací do 50 000 Kč',
      kind: 'advisory',
      text: 'Hranici doporučujeme snížit na 30 000 Kč, aby zůstala kontrolovatelná veřejnosprávní kontrolou na místě.',
      settlement: {
        verdict: 'not-accepted',
        reason:
          'Hranice 50 000 Kč odpovídá pravidlům ostatních krajů a zahrnuje 61 % žádostí; kontrola na místě zůstává možná.',
      },
    },
    {
      by: head(marks.audit),
      part: 'draft-resolution',
      quote: 'v termínu do 30. dubna 2027',
      kind: 'advisory',
      text: 'Termín koliduje se závěrkou; doporučujeme 31. května 2027.',
    },
  ],
  finished: [{ by: head(marks.economy), withoutComments: false }],
  isClosed: true,
  lockedBy: null,
})
