import type { ExportJob, ExportLocale, FrozenVersion, Refused } from '@glosa/domain/model'

/** Makes files of exports; `too-many-requests` when so many wait that one more would wait too long. */
export interface ExportDesk {
  /** The office's own language. */
  readonly locale: ExportLocale
  readonly officeName: string
  /** How a file is called, without its ending. */
  nameOf(what: 'table' | 'letter' | 'print' | 'minutes', locale: ExportLocale): string
  render(job: ExportJob): Promise<Uint8Array | Refused>
  /** What one person sees of a text in work, or of a locked version, as PDF. */
  print(
    frozen: FrozenVersion,
    state: 'working' | 'locked',
    locale: ExportLocale,
    recordNumber: string | null,
  ): Promise<Uint8Array | Refused>
}
