import type { CommentKind, PartKind, Template, Verdict } from '@glosa/domain/model'

/** Languages a version can be printed in. */
export const printLocales = ['cs', 'en', 'pl', 'sk'] as const
export type PrintLocale = (typeof printLocales)[number]

/** Every word the printed version adds to what people wrote. */
export interface PrintLabels {
  readonly template: Readonly<Record<Template, string>>
  readonly partKind: Readonly<Record<PartKind, string>>
  readonly kind: Readonly<Record<CommentKind, string>>
  readonly verdict: Readonly<Record<Verdict, string>>
  readonly number: string
  readonly recordNumber: string
  readonly drafter: string
  readonly sponsor: string
  readonly leadUnit: string
  readonly version: string
  readonly locked: string
  readonly lockedBy: string
  readonly contents: string
  readonly page: string
  readonly of: string
  readonly article: string
  /** Short for an article in a reference to a place: "čl." */
  readonly articleShort: string
  /** Short for a numbered paragraph in a reference to a place: "odst." */
  readonly clauseShort: string
  readonly annex: string
  readonly noComments: string
  readonly columns: readonly [string, string, string, string, string, string, string, string]
  readonly wholeMaterial: string
  readonly wholePart: string
  readonly wordsGone: string
  readonly proposedWording: string
  readonly proposesDeletion: string
  readonly justification: string
  readonly reply: string
  readonly settledBy: string
  readonly wordingApplied: string
  readonly noQuote: string
  readonly attachedFile: string
  readonly mediaType: string
  readonly bytes: string
  readonly imageWithoutDescription: string
  readonly imageNotShown: string
  readonly statement: string
  readonly statementText: string
  readonly hash: string
}

const cs: PrintLabels = {
  template: { 'council-material': 'Materiál k projednání', 'internal-directive': 'Vnitřní předpis' },
  partKind: {
    'cover-report': 'Předkládací zpráva',
    'draft-resolution': 'Návrh usnesení',
    'explanatory-report': 'Důvodová zpráva',
    directive: 'Směrnice',
    annex: 'Příloha',
  },
  kind: { essential: 'zásadní', advisory: 'doporučující', editorial: 'formální' },
  verdict: {
    accepted: 'Akceptováno',
    'accepted-in-part': 'Akceptováno částečně',
    'not-accepted': 'Neakceptováno',
    explained: 'Vysvětleno',
    noted: 'Vzato na vědomí',
  },
  number: 'Číslo materiálu',
  recordNumber: 'Číslo jednací',
  drafter: 'Zpracovatel',
  sponsor: 'Předkladatel',
  leadUnit: 'Gestor',
  version: 'Verze',
  locked: 'Uzamčeno',
  lockedBy: 'Uzamkl(a)',
  contents: 'Obsah',
  page: 'Strana',
  of: 'z',
  article: 'Článek',
  articleShort: 'čl.',
  clauseShort: 'odst.',
  annex: 'Příloha – Vypořádání připomínek',
  noComments: 'K materiálu nebyly uplatněny žádné připomínky.',
  columns: [
    'Č.',
    'Místo',
    'Připomínkové místo, připomínkující',
    'Citovaný text',
    'Připomínka',
    'Druh',
    'Vypořádání',
    'Odůvodnění vypořádání',
  ],
  wholeMaterial: 'celý materiál',
  wholePart: 'celá část',
  wordsGone: 'text byl vypuštěn',
  proposedWording: 'Navržené znění',
  proposesDeletion: 'navrhuje se vypustit',
  justification: 'Odůvodnění',
  reply: 'Reakce',
  settledBy: 'vypořádal(a)',
  wordingApplied: 'navržené znění zapracováno do textu',
  noQuote: 'bez citace',
  attachedFile: 'Přiložený soubor',
  mediaType: 'Typ',
  bytes: 'bajtů',
  imageWithoutDescription: 'Obrázek bez popisu',
  imageNotShown: 'Obrázek nelze v PDF zobrazit; je uložen pod otiskem SHA-256',
  statement: 'Údaje o verzi',
  statementText:
    'Tento dokument zobrazuje uzamčenou, dále neměnnou verzi materiálu. Otisk je vypočten z kanonického zápisu verze (glosa-version.json), který obsahuje všechny části, připomínky a jejich vypořádání.',
  hash: 'Otisk verze (SHA-256)',
}

const en: PrintLabels = {
  template: { 'council-material': 'Material for discussion', 'internal-directive': 'Internal directive' },
  partKind: {
    'cover-report': 'Cover report',
    'draft-resolution': 'Draft resolution',
    'explanatory-report': 'Explanatory report',
    directive: 'Directive',
    annex: 'Annex',
  },
  kind: { essential: 'essential', advisory: 'advisory', editorial: 'editorial' },
  verdict: {
    accepted: 'Accepted',
    'accepted-in-part': 'Partly accepted',
    'not-accepted': 'Not accepted',
    explained: 'Explained',
    noted: 'Noted',
  },
  number: 'Material number',
  recordNumber: 'Record number',
  drafter: 'Drafter',
  sponsor: 'Sponsor',
  leadUnit: 'Lead unit',
  version: 'Version',
  locked: 'Locked',
  lockedBy: 'Locked by',
  contents: 'Contents',
  page: 'Page',
  of: 'of',
  article: 'Article',
  articleShort: 'Art.',
  clauseShort: 'para.',
  annex: 'Annex – Settlement of comments',
  noComments: 'No comments were lodged on this material.',
  columns: [
    'No.',
    'Place',
    'Reviewing body, commenter',
    'Quoted text',
    'Comment',
    'Kind',
    'Settlement',
    'Reasons of the settlement',
  ],
  wholeMaterial: 'whole material',
  wholePart: 'whole part',
  wordsGone: 'text was deleted',
  proposedWording: 'Proposed wording',
  proposesDeletion: 'deletion is proposed',
  justification: 'Justification',
  reply: 'Reply',
  settledBy: 'settled by',
  wordingApplied: 'proposed wording put into the text',
  noQuote: 'no quote',
  attachedFile: 'Attached file',
  mediaType: 'Type',
  bytes: 'bytes',
  imageWithoutDescription: 'Image without description',
  imageNotShown: 'The image cannot be shown in PDF; it is kept under SHA-256',
  statement: 'About this version',
  statementText:
    'This document shows a locked version of the material, which no longer changes. The hash is taken from the canonical record of the version (glosa-version.json), which holds all parts, comments and their settlements.',
  hash: 'Version hash (SHA-256)',
}

const pl: PrintLabels = {
  template: { 'council-material': 'Materiał do rozpatrzenia', 'internal-directive': 'Akt wewnętrzny' },
  partKind: {
    'cover-report': 'Pismo przewodnie',
    'draft-resolution': 'Projekt uchwały',
    'explanatory-report': 'Uzasadnienie',
    directive: 'Zarządzenie',
    annex: 'Załącznik',
  },
  kind: { essential: 'zasadnicza', advisory: 'rekomendacja', editorial: 'redakcyjna' },
  verdict: {
    accepted: 'Uwzględniona',
    'accepted-in-part': 'Uwzględniona częściowo',
    'not-accepted': 'Nieuwzględniona',
    explained: 'Wyjaśniono',
    noted: 'Przyjęto do wiadomości',
  },
  number: 'Numer materiału',
  recordNumber: 'Znak sprawy',
  drafter: 'Autor projektu',
  sponsor: 'Wnioskodawca',
  leadUnit: 'Komórka wiodąca',
  version: 'Wersja',
  locked: 'Zamknięto',
  lockedBy: 'Zamknął(-ęła)',
  contents: 'Spis treści',
  page: 'Strona',
  of: 'z',
  article: 'Artykuł',
  articleShort: 'art.',
  clauseShort: 'ust.',
  annex: 'Załącznik – Tabela uwag',
  noComments: 'Do materiału nie zgłoszono uwag.',
  columns: [
    'Lp.',
    'Miejsce',
    'Podmiot opiniujący, zgłaszający',
    'Cytowany tekst',
    'Uwaga',
    'Rodzaj',
    'Rozpatrzenie',
    'Stanowisko projektodawcy',
  ],
  wholeMaterial: 'cały materiał',
  wholePart: 'cała część',
  wordsGone: 'tekst został usunięty',
  proposedWording: 'Proponowane brzmienie',
  proposesDeletion: 'proponuje się skreślić',
  justification: 'Uzasadnienie',
  reply: 'Odpowiedź',
  settledBy: 'rozpatrzył(a)',
  wordingApplied: 'proponowane brzmienie wprowadzono do tekstu',
  noQuote: 'bez cytatu',
  attachedFile: 'Załączony plik',
  mediaType: 'Typ',
  bytes: 'bajtów',
  imageWithoutDescription: 'Obraz bez opisu',
  imageNotShown: 'Obrazu nie można pokazać w PDF; jest przechowywany pod skrótem SHA-256',
  statement: 'Informacje o wersji',
  statementText:
    'Dokument przedstawia zamkniętą, niezmienną wersję materiału. Skrót obliczono z kanonicznego zapisu wersji (glosa-version.json), który zawiera wszystkie części, uwagi i ich rozpatrzenie.',
  hash: 'Skrót wersji (SHA-256)',
}

const sk: PrintLabels = {
  template: { 'council-material': 'Materiál na rokovanie', 'internal-directive': 'Vnútorný predpis' },
  partKind: {
    'cover-report': 'Predkladacia správa',
    'draft-resolution': 'Návrh uznesenia',
    'explanatory-report': 'Dôvodová správa',
    directive: 'Smernica',
    annex: 'Príloha',
  },
  kind: { essential: 'zásadná', advisory: 'obyčajná', editorial: 'legislatívno-technická' },
  verdict: {
    accepted: 'Akceptovaná',
    'accepted-in-part': 'Čiastočne akceptovaná',
    'not-accepted': 'Neakceptovaná',
    explained: 'Vysvetlená',
    noted: 'Vzatá na vedomie',
  },
  number: 'Číslo materiálu',
  recordNumber: 'Číslo záznamu',
  drafter: 'Spracovateľ',
  sponsor: 'Predkladateľ',
  leadUnit: 'Gestor',
  version: 'Verzia',
  locked: 'Uzamknuté',
  lockedBy: 'Uzamkol(-la)',
  contents: 'Obsah',
  page: 'Strana',
  of: 'z',
  article: 'Článok',
  articleShort: 'čl.',
  clauseShort: 'ods.',
  annex: 'Príloha – Vyhodnotenie pripomienok',
  noComments: 'K materiálu neboli uplatnené žiadne pripomienky.',
  columns: [
    'Č.',
    'Miesto',
    'Pripomienkujúci subjekt, autor',
    'Citovaný text',
    'Pripomienka',
    'Druh',
    'Vyhodnotenie',
    'Odôvodnenie vyhodnotenia',
  ],
  wholeMaterial: 'celý materiál',
  wholePart: 'celá časť',
  wordsGone: 'text bol vypustený',
  proposedWording: 'Navrhované znenie',
  proposesDeletion: 'navrhuje sa vypustiť',
  justification: 'Odôvodnenie',
  reply: 'Reakcia',
  settledBy: 'vyhodnotil(a)',
  wordingApplied: 'navrhované znenie zapracované do textu',
  noQuote: 'bez citácie',
  attachedFile: 'Priložený súbor',
  mediaType: 'Typ',
  bytes: 'bajtov',
  imageWithoutDescription: 'Obrázok bez popisu',
  imageNotShown: 'Obrázok nemožno v PDF zobraziť; je uložený pod odtlačkom SHA-256',
  statement: 'Údaje o verzii',
  statementText:
    'Tento dokument zobrazuje uzamknutú, ďalej nemennú verziu materiálu. Odtlačok je vypočítaný z kanonického zápisu verzie (glosa-version.json), ktorý obsahuje všetky časti, pripomienky a ich vyhodnotenie.',
  hash: 'Odtlačok verzie (SHA-256)',
}

export const printLabels: Readonly<Record<PrintLocale, PrintLabels>> = { cs, en, pl, sk }
