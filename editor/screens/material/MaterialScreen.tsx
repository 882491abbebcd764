import { useParams } from '@tanstack/react-router'
import { MaterialSubpage } from '../MaterialSubpage.tsx'
import { StatusTag } from '../../ui/StatusTag.tsx'
import { useTranslation } from 'react-i18next'

export function MaterialScreen() {
  const { t } = useTranslation()
  const { materialId } = useParams({ strict: false })
  return (
    <MaterialSubpage materialId={materialId ?? ''} title={t('shell.materials')}>
      {(material) => <StatusTag state={material.state} />}
    </MaterialSubpage>
  )
}
