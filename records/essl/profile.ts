/**
 * What differs between the editions of annex 1 of the national standard (VMV 42/2023, VMV 85/2024).
 * Inside of events both still say `IdDokument`.
 */
export interface EsslProfile {
  readonly edition: '2024' | '2023'
  readonly namespace: string
  /** Element that names a document in synchronous requests. */
  readonly documentId: 'DokumentId' | 'IdDokument'
  /** Whether a file may say its category. */
  readonly hasFileCategory: boolean
}

export const esslProfiles: Readonly<Record<EsslProfile['edition'], EsslProfile>> = {
  '2024': {
    edition: '2024',
    namespace: 'http://www.mvcr.cz/nsesss/2024/api',
    documentId: 'DokumentId',
    hasFileCategory: true,
  },
  '2023': {
    edition: '2023',
    namespace: 'http://www.mvcr.cz/nsesss/2023/api',
    documentId: 'IdDokument',
    hasFileCategory: false,
  },
}
