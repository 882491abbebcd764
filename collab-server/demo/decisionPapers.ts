import type { JsonObject, PartKind } from '@glosa/domain/model'
import { bold, clause, doc, h, p } from './doc.ts'

/** Id of the office's template of individual gifts. */
export const giftTemplate = 'individual-subsidy'

/** A council paper of the demo: its texts by kind of part. */
export interface DecisionPaper {
  readonly title: string
  /** The office's own template; absent for the usual one. */
  readonly templateId?: string
  readonly parts: Readonly<Partial<Record<PartKind, JsonObject>>>
}

/** Rules for subsidies with an essential comment that was declined, insisted on and passed on. */
export const sportSubsidies: DecisionPaper = {
  title: 'Pravidla pro poskytování dotací na podporu sportu v roce 2027',
  parts: {
    'cover-report': doc(
      h(2, 'Popis problému'),
      p('Dosavadní pravidla neumožňují podpořit údržbu sportovišť, která obce provozují samy.'),
      h(2, 'Návrh řešení'),
      p('Navrhuje se rozšířit okruh příjemců o obce do 2 000 obyvatel a zvýšit nejvyšší dotaci na 300 tis. Kč.'),
      h(2, 'Dopad na rozpočet'),
      p('V kapitole školství a sport je pro rok 2027 počítáno s částkou 24 mil. Kč.'),
    ),
    'draft-resolution': doc(
      p(bold('Rada Podhorského kraje')),
      clause('schvaluje Pravidla pro poskytování dotací na podporu sportu v roce 2027;'),
      clause('stanoví, že dotace se vyplácí zálohově v plné výši do 30 dnů od podpisu smlouvy;'),
      clause('ukládá vedoucímu odboru školství a sportu vyhlásit výzvu v termínu do 31. ledna 2027.'),
    ),
    'explanatory-report': doc(
      h(2, 'Odůvodnění'),
      p('Zálohová výplata v plné výši umožní obcím zahájit práce před sezonou, aniž si musí půjčovat.'),
    ),
  },
}

/** A contract on its way through approval: the lead unit and the treasury approved, the sponsor has not. */
export const bridgeContract: DecisionPaper = {
  title: 'Smlouva o dílo na opravu mostu ev. č. 315-004 v Podlesí',
  parts: {
    'cover-report': doc(
      h(2, 'Popis problému'),
      p('Most z roku 1964 je ve stavebním stavu VI – velmi špatný; nosnost byla snížena na 12 tun.'),
      h(2, 'Návrh řešení'),
      p(
        'Ve výběrovém řízení podaly nabídku čtyři společnosti. Nejnižší cenu 18,4 mil. Kč bez DPH nabídla Mostní stavby Podhoří, a. s.',
      ),
      h(2, 'Dopad na rozpočet'),
      p('Částka je zahrnuta v kapitole doprava a silniční hospodářství na rok 2027.'),
    ),
    'draft-resolution': doc(
      p(bold('Rada Podhorského kraje')),
      clause(
        'rozhoduje o uzavření smlouvy o dílo se společností Mostní stavby Podhoří, a. s., za cenu 18,4 mil. Kč bez DPH;',
      ),
      clause('ukládá vedoucímu odboru dopravy podepsat smlouvu v termínu do 15. ledna 2027.'),
    ),
    'explanatory-report': doc(
      h(2, 'Odůvodnění'),
      p(
        'Podle § 59 odst. 1 písm. n) zákona č. 129/2000 Sb., o krajích, rozhoduje o zadání veřejné zakázky rada kraje.',
      ),
    ),
  },
}

interface Gift {
  readonly title: string
  readonly to: string
  readonly amount: string
  readonly purpose: string
}

const gifts: readonly Gift[] = [
  {
    title: 'SDH Horní Lhota – oprava stříkačky',
    to: 'Sboru dobrovolných hasičů Horní Lhota',
    amount: '85 000 Kč',
    purpose: 'oprava přenosné motorové stříkačky',
  },
  {
    title: 'Farní charita Podlesí – terénní služba',
    to: 'Farní charitě Podlesí',
    amount: '150 000 Kč',
    purpose: 'nákup automobilu pro terénní pečovatelskou službu',
  },
  {
    title: 'TJ Sokol Bystřice – podlaha tělocvičny',
    to: 'Tělocvičné jednotě Sokol Bystřice',
    amount: '120 000 Kč',
    purpose: 'výměna podlahy v tělocvičně',
  },
  {
    title: 'Spolek Zelené údolí – výsadba alejí',
    to: 'spolku Zelené údolí',
    amount: '60 000 Kč',
    purpose: 'výsadba ovocných alejí u polních cest',
  },
  {
    title: 'Knihovna Kamenice – čtenářský festival',
    to: 'Městské knihovně Kamenice',
    amount: '45 000 Kč',
    purpose: 'festival dětského čtení',
  },
  {
    title: 'Hospic Naděje – zdravotnická lůžka',
    to: 'hospici Naděje',
    amount: '200 000 Kč',
    purpose: 'nákup čtyř polohovacích lůžek',
  },
  {
    title: 'Obec Vrbno – studie cyklostezky',
    to: 'obci Vrbno',
    amount: '90 000 Kč',
    purpose: 'zpracování studie cyklostezky Vrbno – Podlesí',
  },
  {
    title: 'Folklorní soubor Rozmarýn – kroje',
    to: 'folklornímu souboru Rozmarýn',
    amount: '40 000 Kč',
    purpose: 'obnova krojů',
  },
  {
    title: 'Horská služba – vybavení stanice',
    to: 'Horské službě Podhoří',
    amount: '180 000 Kč',
    purpose: 'vybavení záchranné stanice na Jelení hoře',
  },
  {
    title: 'Dětský domov Lípa – letní tábor',
    to: 'Dětskému domovu Lípa',
    amount: '55 000 Kč',
    purpose: 'letní tábor pro třicet dětí',
  },
]

/** Ten small papers that wait for one signature: individual gifts of the region. */
export const smallGifts: readonly DecisionPaper[] = gifts.map(({ title, to, amount, purpose }) => ({
  title: `Individuální dotace: ${title}`,
  templateId: giftTemplate,
  parts: {
    'cover-report': doc(
      h(2, 'Návrh'),
      p(`Navrhuje se poskytnout individuální dotaci ve výši ${amount} ${to}. Účel: ${purpose}.`),
      h(2, 'Dopad na rozpočet'),
      p('Hrazeno z rezervy rady kraje na individuální dotace. Žádost splňuje podmínky zásad.'),
    ),
    'draft-resolution': doc(
      p(bold('Rada Podhorského kraje')),
      clause(`rozhoduje poskytnout ${to} dotaci ve výši ${amount} na účel: ${purpose};`),
      clause('ukládá vedoucímu odboru kancelář ředitele uzavřít smlouvu do 30 dnů.'),
    ),
  },
}))
