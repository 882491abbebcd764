import type { JsonObject } from '@glosa/domain/model'
import { article, clause, doc, h, p, table } from './doc.ts'

/** Second directive of the demo: two rounds, the second on what changed, its comments hidden until the deadline. */
export const documentsDirective: { readonly title: string; readonly text: JsonObject } = {
  title: 'Směrnice o oběhu účetních dokladů',
  text: doc(
    article('Úvodní ustanovení'),
    clause('Tato směrnice stanoví oběh účetních dokladů mezi odbory krajského úřadu a ekonomickým odborem.'),
    clause('Účetní doklad se předává nejpozději třetí pracovní den po jeho přijetí.'),
    article('Kontrola dokladů'),
    clause('Věcnou správnost dokladu potvrzuje vedoucí odboru, který o výdaji rozhodl.'),
    clause('Doklad bez uvedeného čísla smlouvy vrací ekonomický odbor zpět k doplnění.'),
    p('Přehled lhůt:'),
    table(
      ['Doklad', 'Předává', 'Lhůta'],
      ['Faktura', 'odbor, který službu objednal', '3 pracovní dny'],
      ['Cestovní příkaz', 'zaměstnanec', '10 dnů po návratu'],
      ['Pokladní doklad', 'pokladna', 'týž den'],
    ),
    article('Závěrečná ustanovení'),
    clause('Tato směrnice nabývá účinnosti dnem 1. ledna 2027.'),
  ),
}

/** Third directive of the demo: an open round in which the heads answer for their units. */
export const vehiclesDirective: { readonly title: string; readonly text: JsonObject } = {
  title: 'Pravidla pro používání služebních vozidel',
  text: doc(
    h(2, 'Důvod úpravy'),
    p('Dosavadní pravidla z roku 2015 neznají elektrická vozidla ani elektronickou knihu jízd.'),
    article('Přidělení vozidla'),
    clause('Vozidlo přiděluje na základě žádosti vedoucí odboru kancelář ředitele.'),
    clause('Přednost mají cesty, při nichž jede více zaměstnanců společně.'),
    article('Kniha jízd'),
    clause('Jízda se zaznamená v elektronické knize jízd nejpozději následující pracovní den.'),
    clause('Soukromé použití vozidla je zakázáno; výjimku povoluje ředitel krajského úřadu písemně.'),
    article('Odpovědnost'),
    clause('Řidič odpovídá za škodu na vozidle v plné výši.'),
    clause('Poškození vozidla hlásí řidič bez zbytečného odkladu odboru majetkovému.'),
  ),
}
