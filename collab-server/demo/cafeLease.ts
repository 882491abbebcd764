import type { DemoMaterial } from './demoMaterial.ts'
import type { DemoPlayers } from './demoCast.ts'
import { bold, clause, doc, h, p, table } from './doc.ts'

/** A lease that was reviewed, settled and locked. */
export const cafeLease = ({ drafter, head, member, secretary, marks }: DemoPlayers): DemoMaterial => ({
  title: 'Pronájem nebytových prostor v budově Krajské knihovny, Hlavní 12/34',
  template: 'council-material',
  drafter: drafter(marks.property),
  sponsor: member(2),
  leadUnit: marks.property,
  parts: {
    'cover-report': doc(
      h(2, 'Popis problému'),
      p(
        'Dosavadní nájemce kavárny v přízemí budovy čp. 34 ukončil nájem ke dni 30. září 2026. Prostory o výměře 142 m² jsou volné.',
      ),
      h(2, 'Návrh řešení'),
      p(
        'Záměr pronájmu byl zveřejněn na úřední desce od 5. do 20. října 2026. Přihlásili se tři zájemci; komise doporučila nejvyšší nabídku.',
      ),
      table(
        ['Zájemce', 'Nabídnuté nájemné (Kč/m² ročně)', 'Účel'],
        ['Pražírna Podhoří, s. r. o.', '2 450', 'kavárna s čítárnou'],
        ['Bistro U Věže, s. r. o.', '2 180', 'bistro'],
        ['Květinářství Růžena Malá', '1 900', 'prodejna květin'],
      ),
    ),
    'draft-resolution': doc(
      p(bold('Rada Podhorského kraje')),
      clause(
        'rozhoduje o pronájmu nebytových prostor o výměře 142 m² v budově Hlavní 12/34 společnosti Pražírna Podhoří, s. r. o., za nájemné 2 450 Kč/m² ročně na dobu neurčitou;',
      ),
      clause('ukládá vedoucí odboru majetkového uzavřít nájemní smlouvu v termínu do 15. prosince 2026.'),
    ),
    'explanatory-report': doc(
      h(2, 'Odůvodnění'),
      p(
        'Podle § 59 odst. 1 písm. i) zákona č. 129/2000 Sb., o krajích, rozhoduje o uzavření nájemní smlouvy rada kraje. Roční výnos činí 347 900 Kč.',
      ),
    ),
  },
  invited: [
    [marks.legal, 'comment'],
    [marks.economy, 'comment'],
  ],
  founded: -14,
  due: -6,
  comments: [
    {
      by: head(marks.legal),
      part: 'draft-resolution',
      quote: 'na dobu neurčitou',
      kind: 'essential',
      text: 'Doplnit výpovědní dobu tři měsíce; bez ní platí zákonná šestiměsíční.',
      justification: '§ 2312 zákona č. 89/2012 Sb., občanský zákoník.',
      proposedWording: 'na dobu neurčitou s tříměsíční výpovědní dobou',
      settlement: { verdict: 'accepted' },
      applyWording: true,
    },
    {
      by: head(marks.economy),
      part: 'explanatory-report',
      quote: 'Roční výnos činí 347 900 Kč.',
      kind: 'advisory',
      text: 'Doplnit, zda je částka uvedena bez DPH.',
      settlement: {
        verdict: 'explained',
        reason: 'Pronájem je osvobozen podle § 56a zákona o DPH; částka je konečná.',
      },
    },
  ],
  finished: [{ by: head(marks.legal), withoutComments: false }],
  isClosed: true,
  lockedBy: secretary,
})
