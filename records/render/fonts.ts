import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fontCoverage } from './fontCoverage.ts'

const require = createRequire(import.meta.url)

const files = [
  '@expo-google-fonts/noto-serif/400Regular/NotoSerif_400Regular.ttf',
  '@expo-google-fonts/noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic.ttf',
  '@expo-google-fonts/noto-serif/700Bold/NotoSerif_700Bold.ttf',
  '@expo-google-fonts/noto-serif/700Bold_Italic/NotoSerif_700Bold_Italic.ttf',
  '@expo-google-fonts/noto-sans-math/400Regular/NotoSansMath_400Regular.ttf',
  '@expo-google-fonts/noto-sans-symbols/400Regular/NotoSansSymbols_400Regular.ttf',
  '@expo-google-fonts/noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf',
  '@expo-google-fonts/noto-sans-mono/400Regular/NotoSansMono_400Regular.ttf',
  '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
]

/** Families in the order in which a glyph is looked for. Fonts of the machine are never used. */
export const textFamilies = [
  'Noto Serif',
  'Noto Sans Math',
  'Noto Sans Symbols',
  'Noto Sans Symbols 2',
  'Noto Sans Mono',
  'Noto Emoji',
]
/** The family of hashes; used for characters of ASCII only. */
export const monoFamilies = ['Noto Sans Mono']

/** The bytes of every font the renderer may use. */
export const fontFiles = (): readonly Buffer[] => files.map((file) => readFileSync(require.resolve(file)))

let coverage: ((codePoint: number) => boolean) | null = null

/** Whether some font of the text has a glyph for the code point. The fonts are read once. */
export function isCovered(codePoint: number): boolean {
  if (!coverage) {
    const fonts = fontFiles().map(fontCoverage)
    coverage = (candidate) => fonts.some((covers) => covers(candidate))
  }
  return coverage(codePoint)
}
