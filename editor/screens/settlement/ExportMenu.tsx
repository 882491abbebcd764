import ChevronDown from 'lucide-react/icons/chevron-down'
import Download from 'lucide-react/icons/download'
import type { Material } from '@glosa/domain/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, isFailure, problemKey, saveFile, type Outcome } from '../../api/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { notify } from '../../ui/notify.ts'

/** File formats of the settlement table, with what the browser is told they are. */
const formats = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
} as const
type Format = keyof typeof formats

/** The settlement table and the text as files, made of what the person may see now. */
export function ExportMenu({ material }: { readonly material: Material }) {
  const { t } = useTranslation()
  const [isPending, setPending] = useState(false)
  const version = material.versions.at(-1)?.number
  const params = { materialId: material.id }
  const download = async (asked: Promise<Outcome<Uint8Array>>, fileName: string, mediaType: string) => {
    setPending(true)
    const bytes = await asked
    setPending(false)
    if (isFailure(bytes)) return notify({ tone: 'error', text: t(problemKey(bytes)) })
    saveFile(bytes, fileName, mediaType)
  }
  const table = (format: Format) =>
    void download(
      call('downloadTable', { params: { ...params, format }, query: {} }),
      `${material.number} ${t('settlement.export.fileTable')}.${format}`,
      formats[format],
    )
  return (
    <Menu
      label={t('settlement.export.menu')}
      trigger={
        <Button isPending={isPending} icon={<Download size={18} aria-hidden="true" />}>
          {t('settlement.export.title')} <ChevronDown size={16} aria-hidden="true" />
        </Button>
      }
      groups={[
        (['docx', 'pdf', 'xlsx', 'csv'] as const).map((format) => ({
          id: format,
          label: t(`settlement.export.${format}`),
          onAction: () => table(format),
        })),
        [
          {
            id: 'print',
            label: t('settlement.export.print'),
            onAction: () =>
              void download(
                call('downloadPrint', { params, query: {} }),
                `${material.number} ${t('settlement.export.filePrint')}.pdf`,
                formats.pdf,
              ),
          },
          ...(version === undefined
            ? []
            : [
                {
                  id: 'version',
                  label: t('settlement.table'),
                  onAction: () =>
                    void download(
                      call('downloadVersionFile', { params: { ...params, version, file: 'pdf' } }),
                      `${material.number}-v${version}.pdf`,
                      formats.pdf,
                    ),
                },
              ]),
        ],
      ]}
    />
  )
}
