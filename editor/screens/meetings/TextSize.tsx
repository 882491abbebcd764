import AArrowDown from 'lucide-react/icons/a-arrow-down'
import AArrowUp from 'lucide-react/icons/a-arrow-up'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readSetting, writeSetting } from '../../i18n/languages.ts'
import { IconButton } from '../../ui/Button.tsx'

const sizes = ['small', 'medium', 'large', 'huge'] as const
const key = 'glosa.reader.size'

/** How large the text is while reading, remembered on this device. */
export function TextSize() {
  const { t } = useTranslation()
  const [size, setSize] = useState(() => sizes.find((known) => known === readSetting(key)) ?? 'medium')
  useEffect(() => {
    document.documentElement.dataset['readerSize'] = size
    return () => {
      delete document.documentElement.dataset['readerSize']
    }
  }, [size])
  const at = sizes.indexOf(size)
  const choose = (next: (typeof sizes)[number] | undefined) => {
    if (!next) return
    setSize(next)
    writeSetting(key, next)
  }
  return (
    <>
      <IconButton
        label={t('reader.smaller')}
        isDisabled={at === 0}
        icon={<AArrowDown size={20} aria-hidden="true" />}
        onPress={() => choose(sizes[at - 1])}
      />
      <IconButton
        label={t('reader.larger')}
        isDisabled={at === sizes.length - 1}
        icon={<AArrowUp size={20} aria-hidden="true" />}
        onPress={() => choose(sizes[at + 1])}
      />
    </>
  )
}
