import type { MaterialId, RoundId, UnitId } from '@glosa/domain/model'
import Download from 'lucide-react/icons/download'
import { useTranslation } from 'react-i18next'
import { call, isFailure, problemKey, saveFile } from '../../api/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { notify } from '../../ui/notify.ts'

const formats = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const

interface LetterMenuProps {
  readonly material: { readonly id: MaterialId; readonly number: string }
  readonly roundId: RoundId
  readonly unit: { readonly id: UnitId; readonly name: string }
}

/** The set of a unit in one round as a letter. */
export function LetterMenu({ material, roundId, unit }: LetterMenuProps) {
  const { t } = useTranslation()
  const name = t('statistics.letterOf', { name: unit.name })
  const download = async (format: keyof typeof formats) => {
    const params = { materialId: material.id, roundId, unitId: unit.id, format }
    const bytes = await call('downloadLetter', { params, query: {} })
    if (isFailure(bytes)) return notify({ tone: 'error', text: t(problemKey(bytes)) })
    saveFile(bytes, `${material.number} ${unit.name}.${format}`, formats[format])
  }
  return (
    <Menu
      label={name}
      trigger={
        <Button aria-label={name} icon={<Download size={18} aria-hidden="true" />}>
          {t('statistics.letter')}
        </Button>
      }
      groups={[
        (['docx', 'pdf'] as const).map((format) => ({
          id: format,
          label: t(`statistics.${format}`),
          onAction: () => void download(format),
        })),
      ]}
    />
  )
}
