import type { CommentKind, JsonObject, PartKind, Settlement, Template } from '@glosa/domain/model'
import { article, bold, bullets, clause, doc, footnote, h, numbered, p, table } from './doc.ts'
import { budgetDoc } from './budget.ts'

/** A comment to lodge, anchored to the first occurrence of `quote`. */
export interface DemoComment {
  readonly by: string
  readonly part: PartKind
  /** The words it is about; `null` for the whole part. */
  readonly quote: string | null
  readonly kind: CommentKind
  readonly text: string
  readonly justification?: string
  readonly proposedWording?: string
  readonly replies?: readonly { readonly by: string; readonly text: string }[]
  readonly settlement?: Settlement
  readonly applyWording?: boolean
}

/** A material of the demo office and how far it has come. People are named by login. */
export interface DemoMaterial {
  readonly title: string
  readonly template: Template
  readonly drafter: string
  readonly sponsor: string | null
  readonly leadUnit: string
  readonly parts: Readonly<Partial<Record<PartKind, JsonObject>>>
  /** Marks of invited units with their right. */
  readonly invited: readonly (readonly [unitMark: string, right: 'edit' | 'comment' | 'read'])[]
  /** The working day of its founding, from now: a negative number. */
  readonly founded: number
  /** The working day of the deadline, from now; `null` stays a draft. */
  readonly due: number | null
  readonly comments: readonly DemoComment[]
  readonly finished: readonly { readonly by: string; readonly withoutComments: boolean }[]
  /** Whether the round was closed after its deadline and the comments settled. */
  readonly isClosed: boolean
  /** Login of the secretary who locks it. */
  readonly lockedBy: string | null
}

/** Plays the people that a demo material needs. */
export interface DemoCast {
  /** Who writes for a unit, by its mark. */
  readonly drafters: Readonly<Record<string, string>>
  readonly heads: Readonly<Record<string, string>>
  readonly members: readonly string[]
  readonly secretary: string
  /** Marks of the units, in the order of the directory. */
  readonly marks: {
    readonly economy: string
    readonly legal: string
    readonly property: string
    readonly schools: string
    readonly environment: string
    readonly transport: string
    readonly social: string
    readonly investment: string
    readonly it: string
    readonly director: string
    readonly secretariat: string
    readonly audit: string
  }
}

/** The demo materials, for a cast. */
export function demoMaterials({ drafters, heads, members, secretary, marks }: DemoCast): readonly DemoMaterial[] {
  const drafter = (mark: string) => drafters[mark] ?? ''
  const member = (index: number) => members[index % members.length] ?? ''
  const head = (mark: string) => heads[mark] ?? ''
  return [
    {
      title: 'Rozpočtové provizorium Podhorského kraje na rok 2027',
      template: 'council-material',
      drafter: drafter(marks.economy),
      sponsor: member(0),
      leadUnit: marks.economy,
      parts: {
        'cover-report': doc(
          h(2, 'Popis problému'),
          p(
            'Zastupitelstvo kraje projedná návrh rozpočtu na rok 2027 až dne 18. února 2027. Do jeho schválení musí kraj hospodařit podle pravidel rozpočtového provizoria, která podle § 13 zákona č. 250/2000 Sb., o rozpočtových pravidlech územních rozpočtů, stanoví zastupitelstvo kraje.',
          ),
          h(2, 'Návrh řešení'),
          p(
            'Navrhuje se, aby výdaje v jednotlivém měsíci nepřekročily jednu dvanáctinu schváleného rozpočtu roku 2026. Výjimka se týká smluvních závazků, dotací ze státního rozpočtu a akcí, které byly zahájeny před 1. lednem 2027.',
          ),
          h(2, 'Dopad na rozpočet'),
          p('Pravidla sama výdaje nezvyšují. Měsíční limit běžných výdajů činí ', bold('412,6 mil. Kč'), '.'),
          table(
            ['Kapitola', 'Rozpočet 2026 (tis. Kč)', 'Měsíční limit (tis. Kč)'],
            ['Školství a sport', '2 184 300', '182 025'],
            ['Doprava a silniční hospodářství', '1 266 900', '105 575'],
            ['Sociální věci', '842 100', '70 175'],
            ['Životní prostředí', '196 400', '16 367'],
            ['Správa majetku a investice', '461 500', '38 458'],
          ),
        ),
        'draft-resolution': doc(
          p(bold('Zastupitelstvo Podhorského kraje')),
          article('Úvodní ustanovení'),
          clause(
            'Podhorský kraj hospodaří od 1. ledna 2027 do schválení rozpočtu podle rozpočtového provizoria, jehož výdaje nesmí v jednotlivém měsíci překročit jednu dvanáctinu schváleného rozpočtu předchozího roku.',
          ),
          clause('Pravidla rozpočtového provizoria se vztahují také na příspěvkové organizace zřízené krajem.'),
          article('Výdaje'),
          clause(
            'Výdaje uvedené v příloze č. 3 bude hradit příslušný odbor z rozpočtu schváleného zastupitelstvem. Kapitálové výdaje lze v době provizoria čerpat pouze na akce zahájené v předchozím roce, a to nejvýše do částky stanovené v příloze.',
          ),
          clause('Smluvní závazky vzniklé před 1. lednem 2027 se hradí v plné výši a ve sjednaných termínech.'),
          article('Závěrečná ustanovení'),
          clause('Toto provizorium nabývá účinnosti dnem 1. ledna 2027. O změnách rozhoduje rada kraje.'),
          clause(
            'Ekonomický odbor předkládá radě kraje měsíčně přehled čerpání, a to vždy do patnáctého dne následujícího měsíce.',
          ),
        ),
        'explanatory-report': doc(
          h(2, 'Odůvodnění'),
          p(
            'Podle § 13 odst. 2 zákona č. 250/2000 Sb. se hospodaření kraje řídí pravidly rozpočtového provizoria, není-li rozpočet schválen před 1. lednem rozpočtového roku.',
            footnote(
              'Zákon č. 250/2000 Sb., o rozpočtových pravidlech územních rozpočtů, ve znění pozdějších předpisů.',
            ),
          ),
          p(
            'Rozpočtové příjmy a výdaje uskutečněné v době rozpočtového provizoria se po schválení rozpočtu stávají příjmy a výdaji tohoto rozpočtu.',
          ),
          bullets(
            'mzdové výdaje se hradí podle platových výměrů,',
            'příspěvky zřízeným organizacím se poukazují v měsíčních zálohách,',
            'dotace schválené do 31. prosince 2026 se vyplácejí podle uzavřených smluv.',
          ),
        ),
      },
      invited: [
        [marks.legal, 'comment'],
        [marks.property, 'comment'],
        [marks.schools, 'comment'],
        [marks.transport, 'comment'],
        [marks.social, 'comment'],
        [marks.audit, 'comment'],
        [marks.secretariat, 'edit'],
      ],
      founded: -6,
      due: 3,
      comments: [
        {
          by: head(marks.legal),
          part: 'draft-resolution',
          quote: 'bude hradit příslušný odbor',
          kind: 'editorial',
          text: 'Nahradit budoucí čas přítomným, jak je v předpisech kraje zvykem.',
          proposedWording: 'hradí příslušný odbor',
        },
        {
          by: head(marks.schools),
          part: 'draft-resolution',
          quote: 'Kapitálové výdaje lze v době provizoria čerpat pouze na akce zahájené v předchozím roce',
          kind: 'essential',
          text: 'Nejsou zahrnuty akce s dotací, kde hrozí vrácení prostředků. Prosíme doplnit výjimku pro akce spolufinancované z Evropské unie.',
          justification:
            'Modernizace Střední průmyslové školy Horní Lhota má vydané rozhodnutí o dotaci s termínem zahájení do 31. ledna 2027. Bez výjimky kraj o dotaci 64 mil. Kč přijde.',
          proposedWording:
            'Kapitálové výdaje lze v době provizoria čerpat na akce zahájené v předchozím roce a na akce s vydaným rozhodnutím o dotaci',
          replies: [
            {
              by: drafter(marks.economy),
              text: 'Rozumíme. Prověříme, kolika akcí se výjimka týká, a znění doplníme do příští verze.',
            },
          ],
        },
        {
          by: head(marks.property),
          part: 'draft-resolution',
          quote: 'O změnách rozhoduje rada kraje.',
          kind: 'advisory',
          text: 'Rozhoduje skutečně rada, nebo zastupitelstvo? V roce 2026 si změny nad 5 mil. Kč vyhradilo zastupitelstvo.',
        },
        {
          by: head(marks.transport),
          part: 'cover-report',
          quote: 'nepřekročily jednu dvanáctinu schváleného rozpočtu roku 2026',
          kind: 'advisory',
          text: 'U zimní údržby silnic je čerpání v lednu a únoru vyšší než dvanáctina. Doporučujeme uvést výjimku výslovně.',
        },
        {
          by: head(marks.audit),
          part: 'explanatory-report',
          quote: null,
          kind: 'advisory',
          text: 'Doporučujeme doplnit, jak bude dodržování měsíčního limitu kontrolováno.',
        },
      ],
      finished: [{ by: head(marks.social), withoutComments: true }],
      isClosed: false,
      lockedBy: null,
    },
    {
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
    },
    {
      title: 'Návrh rozpočtu Podhorského kraje na rok 2027',
      template: 'council-material',
      drafter: drafter(marks.economy),
      sponsor: member(0),
      leadUnit: marks.economy,
      parts: {
        'cover-report': budgetDoc(),
        'draft-resolution': doc(
          p(bold('Zastupitelstvo Podhorského kraje')),
          clause(
            'schvaluje rozpočet Podhorského kraje na rok 2027 s příjmy 7 912 400 tis. Kč a výdaji 8 241 900 tis. Kč;',
          ),
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
    },
    {
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
          numbered(
            'lower-alpha',
            'podpis příkazce operace,',
            'podpis správce rozpočtu,',
            'číslo objednávky nebo smlouvy.',
          ),
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
    },
    {
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
    },
  ]
}
