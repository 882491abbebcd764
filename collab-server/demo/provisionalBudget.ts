import type { DemoMaterial } from './demoMaterial.ts'
import type { DemoPlayers } from './demoCast.ts'
import { article, bold, bullets, clause, doc, footnote, h, p, table } from './doc.ts'

/** Rules for spending until the budget is passed: an open round with comments of many units. */
export const provisionalBudget = ({ drafter, head, member, marks }: DemoPlayers): DemoMaterial => ({
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
        footnote('Zákon č. 250/2000 Sb., o rozpočtových pravidlech územních rozpočtů, ve znění pozdějších předpisů.'),
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
})
