import { budgetDoc } from './budget.ts'
import type { DemoMaterial } from './demoMaterial.ts'
import type { DemoPlayers } from './demoCast.ts'
import { bold, clause, doc, h, p } from './doc.ts'

/** The budget itself, a long text, in an open round. */
export const budgetDraft = ({ drafter, head, member, marks }: DemoPlayers): DemoMaterial => ({
  title: 'Návrh rozpočtu Podhorského kraje na rok 2027',
  template: 'council-material',
  drafter: drafter(marks.economy),
  sponsor: member(0),
  leadUnit: marks.economy,
  parts: {
    'cover-report': budgetDoc(),
    'draft-resolution': doc(
      p(bold('Zastupitelstvo Podhorského kraje')),
      clause('schvaluje rozpočet Podhorského kraje na rok 2027 s příjmy 7 912 400 tis. Kč a výdaji 8 241 900 tis. Kč;'),
      clause('schvaluje krytí schodku zapojením zůstatku z minulých let ve výši 329 500 tis. Kč;'),
      clause('zmocňuje radu kraje k rozpočtovým opatřením do 5 000 tis. Kč v jednotlivém případě.'),
    ),
    'explanatory-report': doc(
      h(2, 'Odůvodnění'),
      p(
        'Návrh vychází z predikce Ministerstva financí z listopadu 2026 a z požadavků odborů. Rozpočet je sestaven jako schodkový, schodek je kryt finančními prostředky z minulých let v souladu s § 4 odst. 5 zákona č. 250/2000 Sb.',
      ),
    ),
  },
  invited: [
    [marks.legal, 'comment'],
    [marks.property, 'comment'],
    [marks.schools, 'edit'],
    [marks.environment, 'comment'],
    [marks.transport, 'edit'],
    [marks.social, 'edit'],
    [marks.investment, 'edit'],
    [marks.it, 'comment'],
    [marks.director, 'comment'],
    [marks.audit, 'comment'],
  ],
  founded: -4,
  due: 8,
  comments: [
    {
      by: head(marks.investment),
      part: 'cover-report',
      quote: 'Rozpočet kapitálových výdajů předpokládá souběh přípravy a realizace',
      kind: 'essential',
      text: 'Souběh není kapacitně zajištěn. Prosíme rozdělit akce na přípravu (2027) a realizaci (2028).',
      justification:
        'Odbor investic má obsazeno 14 ze 19 míst; v roce 2026 bylo ze stejného důvodu převedeno 118 mil. Kč.',
    },
    {
      by: head(marks.environment),
      part: 'cover-report',
      quote: 'Kapitola životní prostředí',
      kind: 'advisory',
      text: 'Doporučujeme doplnit částku na obnovu alejí podél silnic II. a III. třídy.',
    },
  ],
  finished: [],
  isClosed: false,
  lockedBy: null,
})
