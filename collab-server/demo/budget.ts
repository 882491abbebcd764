import type { JsonObject } from '@glosa/domain/model'
import { bullets, doc, h, p, table } from './doc.ts'

const towns = [
  'Horní Lhota',
  'Dolní Bečva',
  'Podhoří nad Labem',
  'Žďárná',
  'Krásná Studánka',
  'Lipová',
  'Březová',
  'Újezd pod Horou',
  'Staré Město',
  'Vrchlabíčko',
  'Řečice',
  'Smržovka',
  'Kamenický Dvůr',
  'Třebechov',
  'Velké Žernoseky',
  'Chlumec',
  'Písečná',
  'Javorník',
  'Nová Říše',
  'Šternberk nad Úpou',
] as const

const institutions: Readonly<Record<string, readonly string[]>> = {
  'Školství a sport': [
    'Gymnázium',
    'Střední průmyslová škola',
    'Obchodní akademie',
    'Střední zdravotnická škola',
    'Dětský domov',
    'Základní umělecká škola',
  ],
  'Doprava a silniční hospodářství': [
    'Silnice II. třídy, průtah',
    'Most přes Úpu,',
    'Okružní křižovatka',
    'Opěrná zeď,',
    'Cestmistrovství',
    'Zimní údržba, obvod',
  ],
  'Sociální věci': [
    'Domov pro seniory',
    'Chráněné bydlení',
    'Denní stacionář',
    'Domov se zvláštním režimem',
    'Sociální poradna',
  ],
  Zdravotnictví: [
    'Oblastní nemocnice',
    'Výjezdové stanoviště záchranné služby',
    'Léčebna dlouhodobě nemocných',
    'Dětské centrum',
  ],
  'Kultura a památková péče': [
    'Krajské muzeum, pobočka',
    'Galerie výtvarného umění',
    'Zámek',
    'Krajská knihovna, pobočka',
  ],
  'Životní prostředí': ['Obnova aleje', 'Povodňová opatření', 'Čistírna odpadních vod', 'Sanace staré skládky'],
}

const works = [
  'oprava střechy',
  'zateplení a výměna oken',
  'rekonstrukce kuchyně',
  'bezbariérový přístup',
  'výměna kotelny',
  'obnova vybavení',
  'projektová dokumentace',
  'rekonstrukce rozvodů',
] as const

const thousands = (amount: number): string => amount.toString().replace(/\B(?=(\d{3})+$)/g, '\u00a0')

/** The amount of a line: always the same for the same line, so that the demo is the same everywhere. */
const amountOf = (chapter: number, line: number): number => 180 + ((chapter * 7919 + line * 104_729) % 9_700) * 5

/** A long part of 30 and more pages with tables, as the budget of a region is. */
export function budgetDoc(): JsonObject {
  const chapters = Object.entries(institutions)
  const sections = chapters.flatMap(([chapter, kinds], chapterIndex) => {
    const rows = Array.from({ length: 156 }, (_, line) => {
      const kind = kinds[line % kinds.length] ?? ''
      const town = towns[(line * 3 + chapterIndex) % towns.length] ?? ''
      const work = works[(line + chapterIndex * 2) % works.length] ?? ''
      const previous = amountOf(chapterIndex, line)
      const next = Math.round((previous * (96 + ((line * 13) % 21))) / 100)
      return [String(line + 1), `${kind} ${town} – ${work}`, thousands(previous), thousands(next)] as const
    })
    const total = rows.reduce((sum, row) => sum + Number(row[3].replaceAll('\u00a0', '')), 0)
    return [
      h(2, `${chapterIndex + 2}. ${chapter}`),
      p(
        `Kapitola ${chapter.toLowerCase()} obsahuje výdaje zřízených organizací a akce, které byly projednány s jejich řediteli v září a říjnu 2026. Součet uvedených položek činí ${thousands(total)} tis. Kč.`,
      ),
      bullets(
        'provozní příspěvky jsou navýšeny o předpokládanou inflaci 2,4 %,',
        'osobní náklady vycházejí z počtu přepočtených úvazků k 30. září 2026,',
        'akce nad 5 000 tis. Kč mají zpracovaný investiční záměr.',
      ),
      h(3, 'Přehled položek'),
      table(['Č.', 'Položka', 'Rozpočet 2026 (tis. Kč)', 'Návrh 2027 (tis. Kč)'], ...rows),
      h(3, 'Komentář k významným změnám'),
      p(
        `Největší změny proti roku 2026 souvisejí s dokončením akcí v obcích ${towns[chapterIndex] ?? ''} a ${towns[chapterIndex + 6] ?? ''}. Odbor navrhuje tyto prostředky ponechat v kapitole jako rezervu do doby závěrečného vyúčtování dotací.`,
      ),
    ]
  })
  return doc(
    h(1, 'Návrh rozpočtu na rok 2027'),
    h(2, '1. Úvod'),
    p(
      'Návrh rozpočtu Podhorského kraje na rok 2027 byl sestaven podle rozpočtového výhledu na léta 2026 až 2029 a usnesení rady kraje č. 812/2026. Příjmy se opírají o predikci sdílených daní, výdaje o požadavky odborů snížené o položky bez smluvního krytí.',
    ),
    p(
      'Rozpočet kapitálových výdajů předpokládá souběh přípravy a realizace u čtrnácti akcí spolufinancovaných z evropských fondů.',
    ),
    table(
      ['Ukazatel', 'Skutečnost 2025', 'Rozpočet 2026', 'Návrh 2027'],
      ['Příjmy celkem (tis. Kč)', '7 402 118', '7 655 200', '7 912 400'],
      ['Výdaje celkem (tis. Kč)', '7 318 904', '7 981 700', '8 241 900'],
      ['Saldo (tis. Kč)', '83 214', '−326 500', '−329 500'],
      ['Zadlužení na obyvatele (Kč)', '2 914', '2 760', '2 611'],
    ),
    ...sections,
    h(2, '8. Závěr'),
    p(
      'Po projednání ve finančním výboru bude návrh zveřejněn na úřední desce nejméně 15 dnů přede dnem jednání zastupitelstva kraje.',
    ),
  )
}
